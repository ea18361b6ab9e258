import { NONE } from '../ir/successors.ts'
import type { FlowGraph } from './flow-graph.ts'

/** The natural loops of a reducible flow graph, by position. */
export interface LoopNest {
  /** 1 at the headers of loops. */
  readonly isHeader: Uint8Array
  /** The header of the innermost loop that a block is in, for a header that of its own loop; `NONE` outside loops. */
  readonly innermost: Int32Array
  /** For a header: the header of the loop around its loop, or `NONE`. */
  readonly parent: Int32Array
}

/** Finds the loops, the inner ones first: what is known to be in a loop is then passed over in one step. */
export function loopNest({ order, predecessors, predecessorsStart }: FlowGraph): LoopNest {
  const isHeader = new Uint8Array(order.length)
  const innermost = new Int32Array(order.length).fill(NONE)
  const parent = new Int32Array(order.length).fill(NONE)
  const pending: number[] = []
  const queuePredecessors = (of: number, from: number): void => {
    const end = predecessorsStart[of + 1] as number
    for (let edge = predecessorsStart[of] as number; edge < end; edge++) {
      if ((predecessors[edge] as number) >= from) pending.push(predecessors[edge] as number)
    }
  }
  for (let header = order.length - 1; header >= 0; header--) {
    queuePredecessors(header, header) // the sources of edges back
    if (pending.length === 0) continue
    isHeader[header] = 1
    innermost[header] = header
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const outermost = outermostLoop(innermost, parent, at)
      if (outermost === header) continue
      if (outermost === NONE) innermost[at] = header
      else parent[outermost] = header
      queuePredecessors(outermost === NONE ? at : outermost, 0)
    }
  }
  return { isHeader, innermost, parent }
}

/** The header of the outermost loop known so far around a block. */
function outermostLoop(innermost: Int32Array, parent: Int32Array, at: number): number {
  let loop = innermost[at] as number
  while (loop !== NONE && parent[loop] !== NONE) loop = parent[loop] as number
  return loop
}

/** Whether the loop of `header` contains the block at `at`. A header comes before all blocks of its loop. */
export function contains({ innermost, parent }: LoopNest, header: number, at: number): boolean {
  let loop = innermost[at] as number
  while (loop > header) loop = parent[loop] as number
  return loop === header
}
