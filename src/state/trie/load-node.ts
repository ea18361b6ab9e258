import { bytes32 } from '../../primitives/bytes32.ts'
import { decodeNode } from './decode-node.ts'
import { HASH_LENGTH, type NodeReference, type TrieNode } from './trie-node.ts'
import { TrieNodeMissingError } from './trie-node-missing-error.ts'
import type { TrieNodes } from './trie-nodes.ts'

/**
 * The node that `reference` names, `depth` nibbles below the root.
 * @throws TrieNodeMissingError, InvalidTrieNodeError
 */
export function loadNode(nodes: TrieNodes, reference: NodeReference, depth: number): TrieNode {
  return decodeNode(
    reference.length === HASH_LENGTH ? loadEncoding(nodes, reference, depth) : reference,
  )
}

/**
 * The encoding of the node with this hash.
 * @throws TrieNodeMissingError
 */
export function loadEncoding(nodes: TrieNodes, hash: Uint8Array, depth: number): Uint8Array {
  const encoding = nodes.get(bytes32(hash))
  if (encoding === undefined) throw new TrieNodeMissingError(bytes32(hash.slice()), depth)
  return encoding
}
