import type { IrBlock } from '../ir/program.ts'
import { firstSuccessor, NONE, secondSuccessor } from '../ir/successors.ts'
import { immediateDominators } from './dominators.ts'

/**
 * The blocks that are reached, in reverse postorder: a block is behind all its predecessors but those whose edges go back.
 * Everything below is by position in that order; the entry is at 0.
 */
export interface FlowEdges {
  /** The block at a position. */
  readonly order: Int32Array
  /** The position of a block, `NONE` for one that is not reached. */
  readonly position: Int32Array
  /** Positions of the successors of the block at `p`: at `2 p` and `2 p + 1`, else `NONE`. */
  readonly successors: Int32Array
  /** Positions of predecessors: those of `p` are from `predecessorsStart[p]` on, up to `predecessorsStart[p + 1]`. */
  readonly predecessors: Int32Array
  readonly predecessorsStart: Int32Array
}

/** The flow graph of a function, with the immediate dominator of each position; the entry's is itself. */
export interface FlowGraph extends FlowEdges {
  readonly dominators: Int32Array
}

/** The flow graph of a function's blocks. */
export function flowGraph(blocks: readonly IrBlock[]): FlowGraph {
  const order = reversePostorder(blocks)
  const position = new Int32Array(blocks.length).fill(NONE)
  for (let at = 0; at < order.length; at++) position[order[at] as number] = at
  const successors = new Int32Array(2 * order.length)
  for (let at = 0; at < order.length; at++) {
    const { exit } = blocks[order[at] as number] as IrBlock
    const first = firstSuccessor(exit)
    const second = secondSuccessor(exit)
    successors[2 * at] = first === NONE ? NONE : (position[first] as number)
    successors[2 * at + 1] = second === NONE ? NONE : (position[second] as number)
  }
  const edges = { order, position, successors, ...predecessorsOf(successors, order.length) }
  return { ...edges, dominators: immediateDominators(edges) }
}

/** Predecessors by a counting sort of the edges by their targets. */
function predecessorsOf(
  successors: Int32Array,
  blocks: number,
): Pick<FlowEdges, 'predecessors' | 'predecessorsStart'> {
  // One place more: while edges are sorted, a count stands one above where it ends up.
  const start = new Int32Array(blocks + 2)
  let edges = 0
  for (let edge = 0; edge < successors.length; edge++) {
    const target = successors[edge] as number
    if (target === NONE) continue
    start[target + 2] = (start[target + 2] as number) + 1
    edges++
  }
  for (let at = 2; at < start.length; at++) {
    start[at] = (start[at] as number) + (start[at - 1] as number)
  }
  const predecessors = new Int32Array(edges)
  for (let edge = 0; edge < successors.length; edge++) {
    const target = successors[edge] as number
    if (target === NONE) continue
    const place = start[target + 1] as number
    predecessors[place] = edge >> 1
    start[target + 1] = place + 1
  }
  return { predecessors, predecessorsStart: start }
}

/** Depth first with a stack of its own: hostile code nests deeper than the native stack. */
function reversePostorder(blocks: readonly IrBlock[]): Int32Array {
  const visits = new Uint8Array(blocks.length)
  const stack = new Int32Array(blocks.length + 1)
  const order = new Int32Array(blocks.length)
  let [top, next] = [1, blocks.length]
  visits[0] = 1
  while (top > 0) {
    const block = stack[top - 1] as number
    const visit = visits[block] as number
    if (visit === 3) {
      order[--next] = block
      top--
      continue
    }
    visits[block] = visit + 1
    const { exit } = blocks[block] as IrBlock
    // The second successor first, so that the first one comes right behind the block.
    const successor = visit === 1 ? secondSuccessor(exit) : firstSuccessor(exit)
    if (successor === NONE || visits[successor] !== 0) continue
    visits[successor] = 1
    stack[top++] = successor
  }
  return order.subarray(next)
}
