import { encodeNode } from './encode-node.ts'
import type { Nibbles } from './nibbles.ts'
import { nodesTowards } from './read-trie.ts'
import type { TrieLoader } from './trie-loader.ts'
import { HASH_LENGTH, type TrieNode } from './trie-node.ts'

/**
 * What proves the value of `key`, or that it has none: the encodings of the nodes on the way to it that are named by hash,
 * then the value itself where its node has only the hash.
 */
export function* proofOf(
  loader: TrieLoader,
  root: TrieNode,
  key: Nibbles,
): Generator<Uint8Array, void, void> {
  let depth = 0
  for (const node of nodesTowards(loader, root, key)) {
    if (node.merkleValue?.length === HASH_LENGTH) yield encodeNode(node)
    depth += node.partial.length
    if (depth === key.length && node.value?.kind === 'hashed') yield node.value.bytes
    depth++
  }
}
