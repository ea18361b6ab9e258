import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { decodeNode } from './decode-node.ts'
import { toNibbles } from './nibbles.ts'
import { stepFrom } from './read-trie.ts'
import { HASH_LENGTH, type NodeReference } from './trie-node.ts'
import { TrieNodeMissingError } from './trie-node-missing-error.ts'
import type { TrieNodes } from './trie-nodes.ts'

/**
 * Encodings of the hashed nodes from the root to where `key` is, or to where it would be: whoever knows the root can
 * check the value, or that there is none, with nothing else. Empty for the empty trie.
 * @throws TrieNodeMissingError, InvalidTrieNodeError
 * @see https://eips.ethereum.org/EIPS/eip-1186
 */
export function proveTrie(nodes: TrieNodes, root: Hash, key: Uint8Array): Uint8Array[] {
  const proof: Uint8Array[] = []
  if (equalBytes(root, EMPTY_TRIE_ROOT)) return proof
  const path = toNibbles(key)
  let reference: NodeReference | undefined = root
  let depth = 0
  while (reference !== undefined) {
    const encoding = encodingOf(nodes, reference, depth)
    if (reference.length === HASH_LENGTH) proof.push(encoding) // others lie in their parent
    const step = stepFrom(decodeNode(encoding), path, depth)
    reference = step.child
    depth = step.depth
  }
  return proof
}

function encodingOf(nodes: TrieNodes, reference: NodeReference, depth: number): Uint8Array {
  if (reference.length !== HASH_LENGTH) return reference
  const hash = bytes32(reference)
  const encoding = nodes.get(hash)
  if (encoding === undefined) throw new TrieNodeMissingError(hash, depth)
  return encoding
}
