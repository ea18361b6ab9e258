import type { Hash } from '../../primitives/bytes32.ts'

/** Where the nodes of a trie are read. */
export interface TrieNodes {
  /** The encoding of the node with this hash. */
  get(hash: Hash): Uint8Array | undefined
}

/** Takes the nodes that an update makes; both arrays are the taker's to keep. */
export type PutTrieNode = (hash: Hash, encoding: Uint8Array) => void
