import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { decodeNode } from './decode-node.ts'
import { HASH_LENGTH, type NodeReference, type TrieNode } from './trie-node.ts'
import { TrieNodeMissingError } from './trie-node-missing-error.ts'
import type { TrieNodes } from './trie-nodes.ts'

/**
 * The node that `reference` names, `depth` nibbles below the root.
 * @throws TrieNodeMissingError, InvalidTrieNodeError
 */
export function loadNode(nodes: TrieNodes, reference: NodeReference, depth: number): TrieNode {
  if (reference.length !== HASH_LENGTH) return decodeNode(reference)
  const hash: Hash = bytes32(reference)
  const encoding = nodes.get(hash)
  if (encoding === undefined) throw new TrieNodeMissingError(hash, depth)
  return decodeNode(encoding)
}
