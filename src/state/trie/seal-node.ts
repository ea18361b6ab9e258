import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import {
  KECCAK_PADDING,
  keccak256Into,
  keccakInPlace,
  keccakMemory,
} from '../../primitives/keccak256.ts'
import { nodeLength, writeNode } from './encode-node.ts'
import { MAX_SEALED, SEAL_AT } from './kernel-layout.ts'
import { HASH_LENGTH, type NodeReference, type TrieNode } from './trie-node.ts'
import type { TrieNodeSink } from './trie-nodes.ts'

/** Encodes the node: short ones are their own reference, others are hashed and go to `sink`. */
export function sealNode(node: TrieNode, sink: TrieNodeSink): NodeReference {
  const length = nodeLength(node)
  if (length >= HASH_LENGTH) return hashNode(node, length, sink)
  const encoding = new Uint8Array(length)
  writeNode(node, encoding, 0)
  return encoding
}

/** The same for a root, which is hashed however short it is. */
export function sealRoot(node: TrieNode, sink: TrieNodeSink): Hash {
  return hashNode(node, nodeLength(node), sink)
}

function hashNode(node: TrieNode, length: number, sink: TrieNodeSink): Hash {
  if (length > MAX_SEALED) return hashLongNode(node, length, sink)
  writeNode(node, keccakMemory, SEAL_AT)
  const hashAt = SEAL_AT + length + KECCAK_PADDING
  keccakInPlace(SEAL_AT, length, hashAt)
  sink.put(keccakMemory, hashAt, SEAL_AT, length)
  return bytes32(keccakMemory.slice(hashAt, hashAt + HASH_LENGTH))
}

function hashLongNode(node: TrieNode, length: number, sink: TrieNodeSink): Hash {
  const bytes = new Uint8Array(length + HASH_LENGTH)
  writeNode(node, bytes, 0)
  keccak256Into(bytes, 0, length, bytes, length)
  sink.put(bytes, length, 0, length)
  return bytes32(bytes.slice(length))
}
