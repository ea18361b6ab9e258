import { equalBytes } from '../../primitives/equal-bytes.ts'
import { joinNibbles, type Nibbles, NO_NIBBLES, toKey } from './nibbles.ts'
import type { TrieLoader } from './trie-loader.ts'
import { BRANCH_WIDTH, isNamed, type TrieNode } from './trie-node.ts'

/** A key whose value differs between two tries. */
export interface TrieDifference {
  readonly key: Uint8Array
  readonly before: Uint8Array | undefined
  readonly after: Uint8Array | undefined
}

/** A place in a trie, which may be within the partial key of a node. */
interface Place {
  readonly node: TrieNode
  /** Nibbles of the node's partial key above the place. */
  readonly offset: number
}

/**
 * The keys whose values differ between two committed tries, in their order. What both have in common at the same place is
 * not loaded, so the cost follows the differences.
 */
export function* compareTries(
  loader: TrieLoader,
  before: TrieNode | undefined,
  after: TrieNode | undefined,
): Generator<TrieDifference> {
  const start = (node: TrieNode | undefined): Place | undefined => node && { node, offset: 0 }
  yield* compare(loader, NO_NIBBLES, start(before), start(after))
}

function* compare(
  loader: TrieLoader,
  path: Nibbles,
  before: Place | undefined,
  after: Place | undefined,
): Generator<TrieDifference> {
  if (before === undefined && after === undefined) return
  const from = valueAt(before)
  const to = valueAt(after)
  if (!isEqual(from, to)) yield { key: toKey(path), before: from, after: to }
  for (let index = 0; index < BRANCH_WIDTH; index++) {
    const name = nameBelow(before, index)
    if (name !== undefined && isEqual(name, nameBelow(after, index))) continue
    const below = joinNibbles(path, index, NO_NIBBLES)
    yield* compare(loader, below, step(loader, before, below), step(loader, after, below))
  }
}

/** The merkle value of the child that `index` leads to; `undefined` within a partial key, or where there is none. */
function nameBelow(place: Place | undefined, index: number): Uint8Array | undefined {
  if (place === undefined || place.offset < place.node.partial.length) return undefined
  const child = place.node.children[index]
  return child === undefined || isNamed(child) ? child : child.merkleValue
}

/** One nibble down, to the last one of `path`. */
function step(loader: TrieLoader, place: Place | undefined, path: Nibbles): Place | undefined {
  if (place === undefined) return undefined
  const { node, offset } = place
  const index = path.at(-1) as number
  if (offset < node.partial.length) {
    return node.partial[offset] === index ? { node, offset: offset + 1 } : undefined
  }
  const child = loader.child(node, index, path, path.length)
  return child && { node: child, offset: 0 }
}

function valueAt(place: Place | undefined): Uint8Array | undefined {
  return place?.offset === place?.node.partial.length ? place?.node.value?.bytes : undefined
}

function isEqual(left: Uint8Array | undefined, right: Uint8Array | undefined): boolean {
  if (left === undefined || right === undefined) return left === right
  return equalBytes(left, right)
}
