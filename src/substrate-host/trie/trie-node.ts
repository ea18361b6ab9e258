import type { Nibbles } from './nibbles.ts'

/** What a node says of its value: the value, or, of one that is stored by itself, its hash. */
export type TrieValue =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  /** `bytes` where they are new; others are in the store. */
  | { readonly kind: 'hashed'; readonly hash: Uint8Array; readonly bytes: Uint8Array | undefined }

/**
 * How a parent names a child: the child's encoding when it is shorter than a hash, else its hash.
 * @see https://spec.polkadot.network/chap-state#defn-merkle-value
 */
export type MerkleValue = Uint8Array

/** A child: in memory, or only named. */
export type TrieChild = TrieNode | MerkleValue

/** A node of the state trie. One whose merkle value is missing has changed since the last commit. */
export interface TrieNode {
  partial: Nibbles
  value: TrieValue | undefined
  /** Sixteen, or none for a leaf. */
  children: (TrieChild | undefined)[]
  merkleValue: MerkleValue | undefined
}

export const HASH_LENGTH = 32

/** Whether a child is only named. */
export function isNamed(child: TrieChild): child is MerkleValue {
  return child instanceof Uint8Array
}

/** A node that has just been made. */
export function newNode(
  partial: Nibbles,
  value: TrieValue | undefined,
  children: (TrieChild | undefined)[],
): TrieNode {
  return { partial, value, children, merkleValue: undefined }
}
