import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import {
  KECCAK_PADDING,
  keccak256,
  keccakInPlace,
  keccakMemory,
} from '../../primitives/keccak256.ts'
import { nodeLength, writeNode } from './encode-node.ts'
import { HASH_LENGTH, type NodeReference, type TrieNode } from './trie-node.ts'
import type { PutTrieNode } from './trie-nodes.ts'

/** Longest node that is encoded in the memory of the hash kernel; the digest comes after the padding. */
const MAX_IN_PLACE = keccakMemory.length - KECCAK_PADDING - HASH_LENGTH

/** Encodes the node: short ones are their own reference, others are hashed and go to `put`. */
export function sealNode(node: TrieNode, put: PutTrieNode): NodeReference {
  const length = nodeLength(node)
  if (length >= HASH_LENGTH) return hashNode(node, length, put)
  const encoding = new Uint8Array(length)
  writeNode(node, encoding, 0)
  return encoding
}

/** The same for a root, which is hashed however short it is. */
export function sealRoot(node: TrieNode, put: PutTrieNode): Hash {
  return hashNode(node, nodeLength(node), put)
}

/** Encoding where the kernel hashes saves a copy of every node. */
function hashNode(node: TrieNode, length: number, put: PutTrieNode): Hash {
  if (length > MAX_IN_PLACE) return hashLongNode(node, length, put)
  writeNode(node, keccakMemory, 0)
  const encoding = keccakMemory.slice(0, length)
  const target = length + KECCAK_PADDING
  keccakInPlace(0, length, target)
  const hash = bytes32(keccakMemory.slice(target, target + HASH_LENGTH))
  put(hash, encoding)
  return hash
}

function hashLongNode(node: TrieNode, length: number, put: PutTrieNode): Hash {
  const encoding = new Uint8Array(length)
  writeNode(node, encoding, 0)
  const hash = keccak256(encoding)
  put(hash, encoding)
  return hash
}
