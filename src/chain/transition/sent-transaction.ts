import type { Address } from '../../primitives/address.ts'
import type { Transaction } from '../transaction/transaction.ts'

/** A transaction and who sent it: recovered from the signature, or assumed by a simulation. */
export interface SentTransaction {
  readonly transaction: Transaction
  readonly sender: Address
}
