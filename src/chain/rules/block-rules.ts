import { byRevision } from './by-revision.ts'

/** What a block of a revision has to look like. */
export interface BlockRules {
  /** What stands in the header where difficulty and nonce were: proof of work, or nothing (EIP-3675). */
  readonly seal: 'proofOfWork' | 'none'
  /** Whether the block pays withdrawals of the consensus layer (EIP-4895). */
  readonly withdrawals: 'yes' | 'no'
  /** Blob gas that a block should use (EIP-4844, EIP-7691); 0 where there are no blobs. */
  readonly blobGasTarget: bigint
  /** How slowly the price of blob gas follows the excess (EIP-4844, EIP-7691). */
  readonly blobBaseFeeFraction: bigint
}

/** The rules of blocks by revision. */
// biome-ignore format: table
export const blockRules = byRevision<BlockRules>({
  frontier: { seal: 'proofOfWork', withdrawals: 'no', blobGasTarget: 0n, blobBaseFeeFraction: 0n },
  paris:    { seal: 'none' }, // EIP-3675
  shanghai: { withdrawals: 'yes' }, // EIP-4895
  cancun:   { blobGasTarget: 393_216n, blobBaseFeeFraction: 3_338_477n }, // EIP-4844
  prague:   { blobGasTarget: 786_432n, blobBaseFeeFraction: 5_007_716n }, // EIP-7691
})
