import type { TransactionRefusal } from '../transaction/transaction-refusal.ts'

/** Why a block was refused. Each code is one rule; the facts say how far off it was. */
export const blockRefusalCodes = [
  'MALFORMED_RLP',
  'MALFORMED_FIELD',
  // Its place.
  'UNKNOWN_PARENT',
  'PARENT_NOT_HEAD',
  // Its header, by the parent's.
  'WRONG_NUMBER',
  'TIMESTAMP_NOT_AFTER_PARENT',
  'WRONG_HEADER_FIELDS',
  'GAS_LIMIT_OUT_OF_BOUNDS',
  'GAS_USED_ABOVE_LIMIT',
  'EXTRA_DATA_TOO_LONG',
  'WRONG_BASE_FEE',
  'WRONG_DIFFICULTY',
  'WRONG_NONCE',
  'WRONG_BLOB_GAS',
  // Its body, by the header.
  'BLOCK_TOO_LARGE',
  'WRONG_OMMERS_HASH',
  'OMMERS_NOT_ALLOWED',
  'INVALID_OMMER',
  'WRONG_TRANSACTIONS_ROOT',
  'WRONG_WITHDRAWALS_ROOT',
  'INVALID_TRANSACTION',
  // What it does, by the header.
  'WRONG_GAS_USED',
  'WRONG_LOGS_BLOOM',
  'WRONG_RECEIPTS_ROOT',
  'SYSTEM_CALL_FAILED',
  'INVALID_DEPOSIT',
  'WRONG_REQUESTS_HASH',
  'WRONG_STATE_ROOT',
] as const

export type BlockRefusalCode = (typeof blockRefusalCodes)[number]

/** A block that is refused: it changes nothing. */
export interface BlockRefusal {
  readonly code: BlockRefusalCode
  /** One sentence for a person. */
  readonly message: string
  /** What the rule asks for. */
  readonly expected?: bigint | string
  /** What the block has. */
  readonly actual?: bigint | string
  /** The transaction that is not valid, for `INVALID_TRANSACTION`. */
  readonly transaction?: { readonly index: number; readonly refusal: TransactionRefusal }
}
