import type { Nibbles } from './nibbles.ts'

/** A node's value. In the node's encoding a `hashed` one is its hash alone; its bytes lie behind the encoding in the store. */
export type TrieValue =
  | { readonly kind: 'inline'; readonly bytes: Uint8Array }
  | { readonly kind: 'hashed'; readonly bytes: Uint8Array; readonly hash: Uint8Array }

/**
 * How a parent names a child: the child's encoding when it is shorter than a hash, else its hash.
 * @see https://spec.polkadot.network/chap-state#defn-merkle-value
 */
export type MerkleValue = Uint8Array

/** A child: in memory, or only named. */
export type TrieChild = TrieNode | MerkleValue

/**
 * A node of the state trie. One without merkle value belongs to the edit that made it and may change; one with it never
 * changes, and any number of tries share it. That a child of it is in memory or only named makes no difference.
 */
export interface TrieNode {
  partial: Nibbles
  value: TrieValue | undefined
  /** Sixteen, or none for a leaf. */
  children: (TrieChild | undefined)[]
  merkleValue: MerkleValue | undefined
}

/** The number of children that a branch has room for. */
export const BRANCH_WIDTH = 16

export const HASH_LENGTH = 32

/** The children of every leaf. Nobody writes to it. */
export const NO_CHILDREN: (TrieChild | undefined)[] = []

/** Whether a child is only named. */
export function isNamed(child: TrieChild): child is MerkleValue {
  return child instanceof Uint8Array
}

/** A node that has just been made. */
export function newLeaf(partial: Nibbles, value: TrieValue): TrieNode {
  return { partial, value, children: NO_CHILDREN, merkleValue: undefined }
}

/** Places for the children of a branch. */
export function noBranches(): (TrieChild | undefined)[] {
  return new Array(BRANCH_WIDTH).fill(undefined)
}
