import type { FlowEdges } from './flow-graph.ts'

/**
 * The immediate dominator of each position, as a position; the entry's is itself.
 *
 * @see Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm" (2001)
 */
export function immediateDominators({
  order,
  predecessors,
  predecessorsStart,
}: FlowEdges): Int32Array {
  const dominators = new Int32Array(order.length).fill(UNKNOWN)
  dominators[0] = 0
  for (let changed = true; changed; ) {
    changed = false
    for (let at = 1; at < order.length; at++) {
      let common = UNKNOWN
      const end = predecessorsStart[at + 1] as number
      for (let edge = predecessorsStart[at] as number; edge < end; edge++) {
        const from = predecessors[edge] as number
        if (dominators[from] === UNKNOWN) continue
        common = common === UNKNOWN ? from : intersect(dominators, common, from)
      }
      if (dominators[at] === common) continue
      dominators[at] = common
      changed = true
    }
  }
  return dominators
}

const UNKNOWN = -1

/** The closest position that dominates both. */
function intersect(dominators: Int32Array, left: number, right: number): number {
  let [a, b] = [left, right]
  while (a !== b) {
    while (a > b) a = dominators[a] as number
    while (b > a) b = dominators[b] as number
  }
  return a
}

/** Whether the block at `above` dominates the one at `below`. */
export function dominates(dominators: Int32Array, above: number, below: number): boolean {
  let at = below
  while (at > above) at = dominators[at] as number
  return at === above
}
