import type { FlowGraph } from '../analysis/flow-graph.ts'
import { contains, type LoopNest, loopNest } from '../analysis/loop-nest.ts'
import { NONE } from '../ir/successors.ts'

/**
 * Where the code of blocks stands, by position in the flow graph.
 *
 * A block with one edge to it stands where that edge leaves. One with several edges forward to it gets a label: it stands
 * behind the block that dominates it, which is wrapped in a `block` whose end is the label. So does one that leaves loops: it
 * stands behind the outermost loop that it leaves, so that nothing is in a Wasm `loop` that does not repeat.
 *
 * @see Ramsey, "Beyond Relooper" (ICFP 2022)
 */
export interface Placement {
  readonly isLoop: Uint8Array
  /** 1 at blocks that are branched to as the end of a `block`. */
  readonly isLabelled: Uint8Array
  /** Positions of the labelled blocks that stand behind a block, ascending; most blocks have none. */
  readonly behind: ReadonlyMap<number, readonly number[]>
  /** The loops, to tell which of those blocks stand inside of the block's own loop. */
  readonly loops: LoopNest
}

/** The placement of a reducible flow graph. */
export function placementOf(graph: FlowGraph): Placement {
  const loops = loopNest(graph)
  const isLabelled = new Uint8Array(graph.order.length)
  const behind = new Map<number, number[]>()
  for (let at = 1; at < graph.order.length; at++) {
    const dominator = graph.dominators[at] as number
    const left = outermostLoopLeft(loops, dominator, at)
    if (left === NONE && !isMerge(graph, at)) continue
    isLabelled[at] = 1
    const place = left === NONE ? dominator : left
    const list = behind.get(place)
    if (list === undefined) behind.set(place, [at])
    else list.push(at)
  }
  return { isLoop: loops.isHeader, isLabelled, behind, loops }
}

/** Whether several edges lead forward to a block. */
function isMerge({ predecessors, predecessorsStart }: FlowGraph, at: number): boolean {
  let edges = 0
  const end = predecessorsStart[at + 1] as number
  for (let edge = predecessorsStart[at] as number; edge < end; edge++) {
    if ((predecessors[edge] as number) < at) edges++
  }
  return edges > 1
}

/** The header of the outermost loop that has `from` in it and not `to`. */
function outermostLoopLeft(loops: LoopNest, from: number, to: number): number {
  let left = NONE
  let loop = loops.innermost[from] as number
  while (loop !== NONE && !contains(loops, loop, to)) {
    left = loop
    loop = loops.parent[loop] as number
  }
  return left
}
