import type { Hash } from '../../primitives/bytes32.ts'
import type { ValidTransaction } from './valid-transaction.ts'

/** A transaction in the pool. */
export interface PooledTransaction {
  readonly hash: Hash
  /** `hash` as text, to find it in maps. */
  readonly name: string
  /** As it is encoded, its length before it. */
  readonly extrinsic: Uint8Array
  readonly validity: ValidTransaction
  /** The block on whose state it was validated last. */
  readonly validatedAt: number
  /** The first block that it cannot be in. */
  readonly validTill: number
  /** Transactions that came before it have lower ones. */
  readonly arrival: number
}

/** Orders transactions as they go into blocks: higher priority, then the sooner they end, then the earlier they came. */
export function compareForBlock(left: PooledTransaction, right: PooledTransaction): number {
  if (left.validity.priority !== right.validity.priority) {
    return left.validity.priority > right.validity.priority ? -1 : 1
  }
  return left.validTill - right.validTill || left.arrival - right.arrival
}
