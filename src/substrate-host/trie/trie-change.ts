import type { Nibbles } from './nibbles.ts'

/** Where a node is kept: the nibbles above it, and its hash. No two nodes of a trie have the same place. */
export interface TrieKey {
  readonly path: Nibbles
  readonly hash: Uint8Array
}

/** What a commit adds to the store. */
export interface TrieInsertion extends TrieKey {
  readonly encoding: Uint8Array
  /** The bytes of its value where the encoding has only their hash: in the store they lie behind it. */
  readonly behind: Uint8Array
}

/** What a commit changes in the store: what it removes belonged to the state before. What it inserts as well stays. */
export interface TrieChanges {
  readonly root: Uint8Array
  readonly insertions: readonly TrieInsertion[]
  readonly removals: readonly TrieKey[]
}
