import type { Nibbles } from '../trie/nibbles.ts'
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

/**
 * Where the node with this hash, below the first `depth` nibbles of `path`, lies in the store: the space, the nibbles two to
 * a byte, whether the last one fills its byte, and the hash.
 */
export function nodeKey(
  space: NodeSpace,
  path: Nibbles,
  depth: number,
  hash: Uint8Array,
): Uint8Array {
  const packed = (depth + 1) >> 1
  const start = space.length
  const key = new Uint8Array(start + packed + 1 + HASH_LENGTH)
  key.set(space)
  for (let i = 0; i < depth; i++) {
    const at = start + (i >> 1)
    key[at] = (key[at] as number) | ((path[i] as number) << ((i & 1) === 0 ? 4 : 0))
  }
  key[start + packed] = depth & 1
  key.set(hash, start + packed + 1)
  return key
}
