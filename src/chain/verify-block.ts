import type { Revision } from '../engine/revision.ts'
import { toHex } from '../primitives/hex.ts'
import { listRoot } from '../state/index.ts'
import { type Block, encodeBlock } from './block/block.ts'
import { BlockFold, type BlockFoldOptions } from './block/block-fold.ts'
import type { BlockRefusal } from './block/block-refusal.ts'
import { mismatch } from './block/check-header.ts'
import type { BlockHeader } from './block/header.ts'
import { encodeReceipt } from './block/receipt.ts'
import { type Requests, requestsHash } from './block/requests.ts'
import { transactionsRoot, withdrawalsRoot } from './block/seal-block.ts'
import { blockRules } from './rules/block-rules.ts'
import { recoverTransaction } from './transaction/recovered-transaction.ts'
import type { TransactionRefusal } from './transaction/transaction-refusal.ts'

/** An executed block whose results are what its header says, up to the state root. */
export type VerifiedBlock =
  | { readonly ok: true; readonly fold: BlockFold }
  | { readonly ok: false; readonly refusal: BlockRefusal }

/**
 * Executes a block whose header fits its parent, and compares body and results with the header: all roots but the
 * state's, which only a commit knows.
 * @throws EngineError when the machine, not the block, failed
 */
export function verifyBlock(block: Block, setting: BlockFoldOptions): VerifiedBlock {
  const bodyRefusal = checkBody(block, setting.revision)
  if (bodyRefusal !== undefined) return { ok: false, refusal: bodyRefusal }
  const fold = new BlockFold(setting)
  fold.start(block.header)
  for (const [index, transaction] of block.transactions.entries()) {
    const recovery = recoverTransaction(transaction, setting.revision)
    const refusal = recovery.ok ? fold.add(recovery) : recovery.refusal
    if (refusal !== undefined) return { ok: false, refusal: invalidTransaction(index, refusal) }
  }
  const finished = fold.finish(block)
  if (!finished.ok) return finished
  const refusal = checkResults(block.header, fold) ?? checkRequests(block.header, finished.requests)
  return refusal === undefined ? { ok: true, fold } : { ok: false, refusal }
}

function checkBody(block: Block, revision: Revision): BlockRefusal | undefined {
  const { header, transactions, withdrawals } = block
  const { maxBlockSize } = blockRules[revision]
  const size = maxBlockSize === Number.POSITIVE_INFINITY ? 0 : encodeBlock(block).length
  if (size > maxBlockSize) {
    const message = `The block has ${size} bytes, at most ${maxBlockSize} are allowed (EIP-7934).`
    return { code: 'BLOCK_TOO_LARGE', message, actual: BigInt(size) }
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

function checkRequests(
  header: BlockHeader,
  requests: readonly Requests[],
): BlockRefusal | undefined {
  if (header.requestsHash === undefined) return undefined
  const [hash, claimed] = [toHex(requestsHash(requests)), toHex(header.requestsHash)]
  if (hash === claimed) return undefined
  return mismatch('WRONG_REQUESTS_HASH', 'The hash of the requests', hash, claimed)
}

function invalidTransaction(index: number, refusal: TransactionRefusal): BlockRefusal {
  const message = `The block's transaction ${index} is not valid: ${refusal.message}`
  return { code: 'INVALID_TRANSACTION', message, transaction: { index, refusal } }
}
