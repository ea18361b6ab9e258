/**
 * How a node names a child: the 32-byte hash of its encoding, or, if that is shorter than 32 bytes, the encoding itself.
 * The length tells them apart.
 */
export type NodeReference = Uint8Array

/** Paths are nibbles, one a byte. */
export type Nibbles = Uint8Array

/** The value of the key that ends with `path` here. */
export interface LeafNode {
  readonly kind: 'leaf'
  readonly path: Nibbles
  readonly value: Uint8Array
}

/** A path, at least one nibble, that all keys below share; the child is a branch. */
export interface ExtensionNode {
  readonly kind: 'extension'
  readonly path: Nibbles
  readonly child: NodeReference
}

/** Sixteen children by the next nibble, and the value of the key that ends here. */
export interface BranchNode {
  readonly kind: 'branch'
  readonly children: readonly (NodeReference | undefined)[]
  readonly value: Uint8Array | undefined
}

/** A node of a Merkle-Patricia trie (Yellow Paper, appendix D). Never written to after it was made. */
export type TrieNode = LeafNode | ExtensionNode | BranchNode

/** Length of a reference that is a hash. */
export const HASH_LENGTH = 32
