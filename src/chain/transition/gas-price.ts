import { smaller } from '../../primitives/bigint-order.ts'
import type { Wei } from '../../primitives/quantity.ts'
import type { Transaction } from '../transaction/transaction.ts'

/** What a transaction pays for a unit of gas, in wei. */
export interface GasPrice {
  /** What the sender pays. */
  readonly effective: Wei
  /** The part of it that the coinbase gets; the rest is burnt. */
  readonly priority: Wei
}

/**
 * The price of gas in a block with this base fee, which the transaction's maximum covers.
 * @see https://eips.ethereum.org/EIPS/eip-1559
 */
export function gasPriceOf(transaction: Transaction, baseFee: Wei): GasPrice {
  const { maxFeePerGas, maxPriorityFeePerGas } = transaction
  const room = maxFeePerGas - baseFee
  const priority = smaller(maxPriorityFeePerGas, room)
  return { effective: baseFee + priority, priority }
}
