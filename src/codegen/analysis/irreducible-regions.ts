import { NONE } from '../ir/successors.ts'
import { strongComponents } from './strong-components.ts'

/** How deep loops may nest in a function that is not reducible: what nests deeper is hostile. */
const MAX_DEPTH = 64

/**
 * The entries of the outermost loops that have several, one list for each such loop; undefined when loops nest too deep to
 * find out. A loop with one entry is opened by taking that away, and what is left is looked at again.
 *
 * @param successors the edges of node `n` at `2 n` and `2 n + 1`, or `NONE`; node 0 is entered from outside
 */
export function irreducibleRegions(
  successors: Int32Array,
): readonly (readonly number[])[] | undefined {
  const found: (readonly number[])[] = []
  let region = new Uint8Array(successors.length >> 1).fill(1)
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const inner = new Uint8Array(region.length)
    for (const { members, entries } of loopsIn(successors, region)) {
      if (entries.length > 1) {
        found.push(entries)
        continue
      }
      for (const member of members) inner[member] = 1
      for (const entry of entries) inner[entry] = 0
    }
    if (!inner.includes(1)) return found
    region = inner
  }
  return undefined
}

interface Loop {
  readonly members: number[]
  readonly entries: number[]
}

/** Components with more than one node. A node that only leads to itself has one entry and nothing within. */
function loopsIn(successors: Int32Array, region: Uint8Array): readonly Loop[] {
  const { component, count } = strongComponents(successors, region)
  const loops: Loop[] = Array.from({ length: count }, () => ({ members: [], entries: [] }))
  const isEntry = new Uint8Array(region.length)
  isEntry[0] = 1
  for (const [edge, target] of successors.entries()) {
    if (target !== NONE && component[target] !== component[edge >> 1]) isEntry[target] = 1
  }
  for (const [node, each] of component.entries()) {
    const loop = loops[each]
    if (loop === undefined) continue
    loop.members.push(node)
    if (isEntry[node] === 1) loop.entries.push(node)
  }
  return loops.filter(({ members }) => members.length > 1)
}
