import type { Receipt } from '../../src/chain/block/receipt.ts'
import type { BlockRecord } from '../../src/chain/store/block-record.ts'
import type { RecoveredTransaction } from '../../src/chain/transaction/recovered-transaction.ts'

/** A transaction with its place in the chain; without a block it waits in the pool. */
export interface PlacedTransaction extends RecoveredTransaction {
  readonly block: BlockRecord | undefined
  readonly index: number
}

/** A receipt with its place in the chain. */
export interface PlacedReceipt {
  readonly receipt: Receipt
  readonly transaction: RecoveredTransaction
  readonly block: BlockRecord
  readonly index: number
  /** Position in the block of the receipt's first log. */
  readonly firstLogIndex: number
}
