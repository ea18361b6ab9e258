import type { Hash } from '../../primitives/bytes32.ts'

/** Why the pool does not take a transaction. */
export type PoolRefusal =
  /** The runtime says that it can never be applied; `error` is its SCALE `InvalidTransaction`. */
  | { readonly kind: 'invalid'; readonly error: Uint8Array }
  /** The runtime cannot tell; `error` is its SCALE `UnknownTransaction`. */
  | { readonly kind: 'unknown'; readonly error: Uint8Array }
  /** It was found invalid a short time ago. */
  | { readonly kind: 'banned' }
  | { readonly kind: 'alreadyImported' }
  /** Transactions that give the same are there, and their priority is not lower. */
  | { readonly kind: 'priorityTooLow'; readonly old: bigint; readonly new: bigint }
  /** The runtime says that it gives nothing: nobody could tell it from another. */
  | { readonly kind: 'noTags' }
  /** It needs what it gives itself. */
  | { readonly kind: 'cycle' }
  /** The pool is full of others with a higher priority. */
  | { readonly kind: 'immediatelyDropped' }
  /** The runtime trapped on it. */
  | { readonly kind: 'trapped'; readonly message: string }

/** What the pool answers to a transaction. */
export type Submission =
  | { readonly ok: true; readonly hash: Hash }
  | { readonly ok: false; readonly hash: Hash; readonly refusal: PoolRefusal }
