import { decodeRlp, encodeRlp, InvalidRlpError, type RlpItem } from '../../primitives/rlp.ts'
import { MalformedFieldError } from '../field/malformed-field-error.ts'
import { readList } from '../field/read-field.ts'
import { decodeBlockTransaction } from '../transaction/decode-transaction.ts'
import { encodeTransaction, transactionItems } from '../transaction/encode-transaction.ts'
import type { SignedTransaction } from '../transaction/transaction.ts'
import type { BlockRefusal } from './block-refusal.ts'
import { headerItem, readHeader } from './encode-header.ts'
import type { BlockHeader } from './header.ts'
import { readWithdrawal, type Withdrawal, withdrawalItem } from './withdrawal.ts'

/** A block. */
export interface Block {
  readonly header: BlockHeader
  readonly transactions: readonly SignedTransaction[]
  /** Headers of blocks that were mined in vain; none from Paris on. */
  readonly ommers: readonly BlockHeader[]
  /** From Shanghai on (EIP-4895). */
  readonly withdrawals: readonly Withdrawal[] | undefined
}

/** A decoded block, or why the bytes are none. */
export type DecodedBlock =
  | { readonly ok: true; readonly block: Block }
  | { readonly ok: false; readonly refusal: BlockRefusal }

/** The block as it travels: `[header, transactions, ommers, withdrawals?]`. */
export function encodeBlock({ header, transactions, ommers, withdrawals }: Block): Uint8Array {
  const body = [headerItem(header), transactions.map(transactionItem), ommers.map(headerItem)]
  return encodeRlp(withdrawals === undefined ? body : [...body, withdrawals.map(withdrawalItem)])
}

/** Reads a block. Strict: one canonical encoding; rules of the chain are not looked at. */
export function decodeBlock(bytes: Uint8Array): DecodedBlock {
  try {
    return readBlock(decodeRlp(bytes))
  } catch (error) {
    if (error instanceof InvalidRlpError) {
      return { ok: false, refusal: { code: 'MALFORMED_RLP', message: error.shortMessage } }
    }
    if (error instanceof MalformedFieldError) {
      const { code, shortMessage: message, expected, actual } = error
      return { ok: false, refusal: { code, message, expected, actual } }
    }
    throw error
  }
}

/**
 * The block that an item is.
 * @throws MalformedFieldError
 */
export function readBlock(item: RlpItem): DecodedBlock {
  const parts = readList(item, 'block')
  if (parts.length !== 3 && parts.length !== 4) {
    throw new MalformedFieldError('block', '3 or 4 items', `${parts.length} items`)
  }
  const [header = [], transactionItems = [], ommers = [], withdrawals] = parts
  const transactions: SignedTransaction[] = []
  for (const [index, transaction] of readList(transactionItems, 'transactions').entries()) {
    const decoded = decodeBlockTransaction(transaction)
    if (!decoded.ok) return invalidTransaction(index, decoded.refusal)
    transactions.push(decoded.transaction)
  }
  return {
    ok: true,
    block: {
      header: readHeader(header),
      transactions,
      ommers: readList(ommers, 'ommers').map(readHeader),
      withdrawals: withdrawals && readList(withdrawals, 'withdrawals').map(readWithdrawal),
    },
  }
}

function invalidTransaction(
  index: number,
  refusal: NonNullable<BlockRefusal['transaction']>['refusal'],
): DecodedBlock {
  const message = `The block's transaction ${index} is not valid: ${refusal.message}`
  const transaction = { index, refusal }
  return { ok: false, refusal: { code: 'INVALID_TRANSACTION', message, transaction } }
}

/** In a block a legacy transaction is a list, another one the bytes of its envelope (EIP-2718). */
function transactionItem(transaction: SignedTransaction): RlpItem {
  return transaction.type === 'legacy'
    ? transactionItems(transaction)
    : encodeTransaction(transaction)
}
