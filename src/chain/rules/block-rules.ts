import { byRevision } from './by-revision.ts'

/** What a block of a revision has to look like. */
export interface BlockRules {
  /** What stands in the header where difficulty and nonce were: proof of work, or nothing (EIP-3675). */
  readonly seal: 'proofOfWork' | 'none'
  /** Whether the block pays withdrawals of the consensus layer (EIP-4895). */
  readonly withdrawals: 'yes' | 'no'
  /** Blob gas that a block should use (EIP-4844, EIP-7691); 0 where there are no blobs. */
  readonly blobGasTarget: bigint
  /** Most blob gas of a block; 0 where there are no blobs. */
  readonly blobGasLimit: bigint
  /** How slowly the price of blob gas follows the excess (EIP-4844, EIP-7691). */
  readonly blobBaseFeeFraction: bigint
  /** Whether the price of blob gas stops falling at a part of the base fee (EIP-7918). */
  readonly blobReservePrice: 'baseFee' | 'none'
}

/** The rules of blocks by revision. */
// biome-ignore format: table
export const blockRules = byRevision<BlockRules>({
  frontier: { seal: 'proofOfWork', withdrawals: 'no', blobGasTarget: 0n, blobGasLimit: 0n, blobBaseFeeFraction: 0n,
              blobReservePrice: 'none' },
  paris:    { seal: 'none' }, // EIP-3675
  shanghai: { withdrawals: 'yes' }, // EIP-4895
  cancun:   { blobGasTarget: 393_216n, blobGasLimit: 786_432n, blobBaseFeeFraction: 3_338_477n }, // EIP-4844
  prague:   { blobGasTarget: 786_432n, blobGasLimit: 1_179_648n, blobBaseFeeFraction: 5_007_716n }, // EIP-7691
  osaka:    { blobReservePrice: 'baseFee' }, // EIP-7918
})
