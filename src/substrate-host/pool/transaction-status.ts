import type { Hash } from '../../primitives/bytes32.ts'

/** What has become of a transaction, in the words of `author_extrinsicUpdate`. */
export type TransactionStatus =
  /** Waits for another transaction, such as one with a lower nonce. */
  | { readonly kind: 'future' }
  /** Can go into the next block. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'broadcast' }
  /** `index` is its place in the block's body. */
  | { readonly kind: 'inBlock'; readonly block: Hash; readonly index: number }
  /** The block that it was in is no longer part of the best chain. */
  | { readonly kind: 'retracted'; readonly block: Hash }
  | { readonly kind: 'finalized'; readonly block: Hash; readonly index: number }
  /** Another transaction that gives the same and has a higher priority has taken its place. */
  | { readonly kind: 'usurped'; readonly by: Hash }
  /** The pool had no room for it. */
  | { readonly kind: 'dropped' }
  /** It cannot be applied any more. */
  | { readonly kind: 'invalid' }

/** Hears of every change of a transaction's status. `finalized`, `usurped`, `dropped` and `invalid` are the last. */
export type TransactionListener = (status: TransactionStatus) => void
