/** Why a transaction was refused. Each code is one rule; the facts say how far off it was. */
export const transactionRefusalCodes = [
  // The bytes are not a transaction.
  'MALFORMED_RLP',
  'UNKNOWN_TYPE',
  'MALFORMED_FIELD',
  // It can never be valid under these rules.
  'TYPE_NOT_ACTIVE',
  'WRONG_CHAIN_ID',
  'REPLAY_PROTECTION_NOT_ACTIVE',
  'INVALID_SIGNATURE',
  'NONCE_AT_MAXIMUM',
  'GAS_COST_OVERFLOW',
  'PRIORITY_FEE_ABOVE_MAX_FEE',
  'INTRINSIC_GAS_TOO_LOW',
  'INIT_CODE_TOO_LARGE',
  'GAS_LIMIT_ABOVE_CAP',
  'NO_BLOBS',
  'TOO_MANY_BLOBS',
  'WRONG_BLOB_VERSION',
  'NO_AUTHORIZATIONS',
  // It does not fit this block or this state.
  'GAS_LIMIT_ABOVE_BLOCK',
  'BLOB_GAS_ABOVE_BLOCK',
  'BLOCK_SIZE_EXCEEDED',
  'MAX_FEE_BELOW_BASE_FEE',
  'MAX_BLOB_FEE_BELOW_BASE_FEE',
  'NONCE_TOO_LOW',
  'NONCE_TOO_HIGH',
  'SENDER_HAS_CODE',
  'INSUFFICIENT_FUNDS',
] as const

export type TransactionRefusalCode = (typeof transactionRefusalCodes)[number]

/** A transaction that is refused: it changes nothing. Plain data, from which an RPC error is made. */
export interface TransactionRefusal {
  readonly code: TransactionRefusalCode
  /** One sentence for a person. */
  readonly message: string
  /** What the rule asks for: a limit, the next nonce, the chain's id. */
  readonly expected?: bigint | string
  /** What the transaction has. */
  readonly actual?: bigint | string
}
