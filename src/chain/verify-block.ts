import type { Revision } from '../engine/revision.ts'
import { toHex } from '../primitives/hex.ts'
import { listRoot, type StateView } from '../state/index.ts'
import type { Block } from './block/block.ts'
import { BlockFold } from './block/block-fold.ts'
import type { BlockRefusal } from './block/block-refusal.ts'
import { mismatch } from './block/check-header.ts'
import type { BlockHeader } from './block/header.ts'
import { encodeReceipt } from './block/receipt.ts'
import { transactionsRoot, withdrawalsRoot } from './block/seal-block.ts'
import type { BlockContext } from './block-context.ts'
import type { Machine } from './machine.ts'
import { recoverTransaction } from './transaction/recovered-transaction.ts'
import type { TransactionRefusal } from './transaction/transaction-refusal.ts'

/** What a block is executed on. */
export interface BlockSetting {
  readonly view: StateView
  readonly context: BlockContext
  readonly revision: Revision
  readonly machine: Machine
}

/** An executed block whose results are what its header says, up to the state root. */
export type VerifiedBlock =
  | { readonly ok: true; readonly fold: BlockFold }
  | { readonly ok: false; readonly refusal: BlockRefusal }

/**
 * Executes a block whose header fits its parent, and compares body and results with the header: all roots but the
 * state's, which only a commit knows.
 * @throws EngineError when the machine, not the block, failed
 */
export function verifyBlock(block: Block, setting: BlockSetting): VerifiedBlock {
  const bodyRefusal = checkBody(block)
  if (bodyRefusal !== undefined) return { ok: false, refusal: bodyRefusal }
  const fold = new BlockFold(setting)
  for (const [index, transaction] of block.transactions.entries()) {
    const recovery = recoverTransaction(transaction, setting.revision)
    const refusal = recovery.ok ? fold.add(recovery) : recovery.refusal
    if (refusal !== undefined) return { ok: false, refusal: invalidTransaction(index, refusal) }
  }
  if (block.withdrawals !== undefined) fold.withdraw(block.withdrawals)
  const refusal = checkResults(block.header, fold)
  return refusal === undefined ? { ok: true, fold } : { ok: false, refusal }
}

function checkBody({ header, transactions, ommers, withdrawals }: Block): BlockRefusal | undefined {
  if (ommers.length > 0) {
    const message = 'The block has ommers, which are not supported: there is no proof of work here.'
    return { code: 'OMMERS_NOT_SUPPORTED', message, actual: BigInt(ommers.length) }
  }
  const root = toHex(transactionsRoot(transactions))
  const claimed = toHex(header.transactionsRoot)
  if (claimed !== root) {
    return mismatch('WRONG_TRANSACTIONS_ROOT', 'The root of the transactions', root, claimed)
  }
  const expected = withdrawals === undefined ? 'absent' : toHex(withdrawalsRoot(withdrawals))
  const actual = header.withdrawalsRoot === undefined ? 'absent' : toHex(header.withdrawalsRoot)
  if (actual === expected) return undefined
  return mismatch('WRONG_WITHDRAWALS_ROOT', 'The root of the withdrawals', expected, actual)
}

function checkResults(header: BlockHeader, fold: BlockFold): BlockRefusal | undefined {
  if (header.gasUsed !== fold.gasUsed) {
    return mismatch('WRONG_GAS_USED', 'The gas used', fold.gasUsed, header.gasUsed)
  }
  if ((header.blobGasUsed ?? 0n) !== fold.blobGasUsed) {
    const actual = header.blobGasUsed ?? 0n
    return mismatch('WRONG_BLOB_GAS', 'The blob gas used', fold.blobGasUsed, actual)
  }
  const [bloom, claimedBloom] = [toHex(fold.logsBloom), toHex(header.logsBloom)]
  if (bloom !== claimedBloom) {
    return mismatch('WRONG_LOGS_BLOOM', 'The bloom filter of the logs', bloom, claimedBloom)
  }
  const root = toHex(listRoot(fold.receipts.map(encodeReceipt)))
  const claimed = toHex(header.receiptsRoot)
  if (root === claimed) return undefined
  return mismatch('WRONG_RECEIPTS_ROOT', 'The root of the receipts', root, claimed)
}

function invalidTransaction(index: number, refusal: TransactionRefusal): BlockRefusal {
  const message = `The block's transaction ${index} is not valid: ${refusal.message}`
  return { code: 'INVALID_TRANSACTION', message, transaction: { index, refusal } }
}
