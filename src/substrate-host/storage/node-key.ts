import type { TrieKey } from '../trie/trie-change.ts'
import { HASH_LENGTH } from '../trie/trie-node.ts'

/** First bytes of the keys of one trie's nodes: the state's own, or a child trie's. */
export type NodeSpace = Uint8Array

const STATE = 0x6e // n
const CHILD = 0x63 // c

/** The space of the state trie. */
export const stateSpace: NodeSpace = Uint8Array.of(STATE)

/** The space of the child trie with this storage key (without `:child_storage:default:`). */
export function childSpace(child: Uint8Array): NodeSpace {
  const space = new Uint8Array(5 + child.length)
  space[0] = CHILD
  new DataView(space.buffer).setUint32(1, child.length)
  space.set(child, 5)
  return space
}

/** Bytes of a node's key. */
export function nodeKeyLength(space: NodeSpace, depth: number): number {
  return space.length + ((depth + 1) >> 1) + 1 + HASH_LENGTH
}

/** Writes the key of a node at `start` of zeroed bytes; see `nodeKey`. */
export function writeNodeKey(
  target: Uint8Array,
  start: number,
  space: NodeSpace,
  { path, hash }: TrieKey,
): void {
  target.set(space, start)
  const first = start + space.length
  for (let i = 0; i < path.length; i++) {
    const at = first + (i >> 1)
    target[at] = (target[at] as number) | ((path[i] as number) << ((i & 1) === 0 ? 4 : 0))
  }
  const end = first + ((path.length + 1) >> 1)
  target[end] = path.length & 1
  target.set(hash, end + 1)
}

/**
 * Where a node lies in the store: the space, the nibbles above it two to a byte, whether the last one fills its byte, and its
 * hash.
 */
export function nodeKey(space: NodeSpace, key: TrieKey): Uint8Array {
  const bytes = new Uint8Array(nodeKeyLength(space, key.path.length))
  writeNodeKey(bytes, 0, space, key)
  return bytes
}
