import { byRevision } from './by-revision.ts'

/** What a transaction costs before it runs, and what it may be. Gas unless said otherwise. */
export interface TransactionRules {
  /** Of every transaction. */
  readonly base: bigint
  /** On top, for one that creates a contract (EIP-2). */
  readonly create: bigint
  readonly zeroByte: bigint
  readonly nonZeroByte: bigint
  /** Per 32-byte word of init code (EIP-3860). */
  readonly initCodeWord: bigint
  readonly accessListAddress: bigint
  readonly accessListStorageKey: bigint
  /** Per entry of an authorization list (EIP-7702). */
  readonly authorization: bigint
  /** Least gas per token of call data, four tokens a non-zero byte, one a zero byte (EIP-7623); 0 where there is no floor. */
  readonly floorPerToken: bigint
  /** At most one part in this many of the gas used is refunded. */
  readonly refundQuotient: bigint
  /** Most gas a transaction may ask for (EIP-7825), undefined where nothing but the block limits it. */
  readonly gasLimitCap: bigint | undefined
  /** Most blobs of one transaction (EIP-4844, EIP-7691, EIP-7594). */
  readonly maxBlobs: number
  /** Whether a signature's s may lie in the upper half of the curve's order (EIP-2). */
  readonly highS: 'allowed' | 'refused'
  /** Whether legacy transactions may carry a chain id (EIP-155). */
  readonly replayProtection: 'known' | 'unknown'
  /** Whether an account with code may send (EIP-3607); a delegation does not count (EIP-7702). */
  readonly senderWithCode: 'allowed' | 'refused' | 'delegationOnly'
  /** Whether the coinbase is warm from the start (EIP-3651). */
  readonly warmCoinbase: 'yes' | 'no'
}

/** The rules of transactions by revision. */
// biome-ignore format: table
export const transactionRules = byRevision<TransactionRules>({
  frontier: {
    base: 21_000n, create: 0n, zeroByte: 4n, nonZeroByte: 68n, initCodeWord: 0n,
    accessListAddress: 0n, accessListStorageKey: 0n, authorization: 0n, floorPerToken: 0n,
    refundQuotient: 2n, gasLimitCap: undefined, maxBlobs: 0,
    highS: 'allowed', replayProtection: 'unknown', senderWithCode: 'allowed', warmCoinbase: 'no',
  },
  homestead:      { create: 32_000n, highS: 'refused' }, // EIP-2
  spuriousDragon: { replayProtection: 'known' }, // EIP-155
  istanbul:       { nonZeroByte: 16n }, // EIP-2028
  berlin:         { accessListAddress: 2400n, accessListStorageKey: 1900n }, // EIP-2930
  london:         { refundQuotient: 5n, senderWithCode: 'refused' }, // EIP-3529, EIP-3607
  shanghai:       { initCodeWord: 2n, warmCoinbase: 'yes' }, // EIP-3860, EIP-3651
  cancun:         { maxBlobs: 6 }, // EIP-4844
  prague:         { senderWithCode: 'delegationOnly', authorization: 25_000n, floorPerToken: 10n, maxBlobs: 9 }, // EIP-7702, EIP-7623, EIP-7691
  osaka:          { gasLimitCap: 16_777_216n, maxBlobs: 6 }, // EIP-7825, EIP-7594
})
