import type { Hash } from '../../primitives/bytes32.ts'

/** Where the nodes of a trie are read. Does not use the memory of the hash kernel. */
export interface TrieNodes {
  /** The encoding of the node with this hash, which is not written to any more. */
  get(hash: Hash): Uint8Array | undefined
}

/** Takes the nodes that an update makes, children before parents. */
export interface TrieNodeSink {
  /**
   * The encoding is `source[offset .. offset + length)` and its hash `source[hashOffset .. +32)`. The bytes are good only
   * during the call: whoever keeps them copies them, wherever it likes.
   */
  put(source: Uint8Array, hashOffset: number, offset: number, length: number): void
}
