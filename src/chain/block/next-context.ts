import { toBytes32 } from '../../primitives/big-endian.ts'
import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import type { BlockContext } from '../block-context.ts'
import type { ChainConfig } from '../chain-config.ts'
import { revisionAt } from '../fork-schedule.ts'
import { blockRules } from '../rules/block-rules.ts'
import { ELASTICITY, nextBaseFee } from './base-fee.ts'
import { blobBaseFee, nextExcessBlobGas } from './blob-fee.ts'
import { blobParametersAt } from './blob-schedule.ts'
import { nextDifficulty } from './difficulty.ts'
import type { BlockHeader } from './header.ts'

/** What a context needs beside the header it follows from. */
export interface ContextSource {
  readonly config: ChainConfig
  getBlockHash(number: bigint): Hash | undefined
}

/**
 * What transactions of the block after `parent` see, where its maker chooses nothing but the timestamp: coinbase and gas
 * limit stay, the RANDAO mix is the hash of the parent's hash, so that the same chain has the same blocks.
 */
export function nextContext(
  { header: parent, hash }: { readonly header: BlockHeader; readonly hash: Hash },
  timestamp: bigint,
  source: ContextSource,
): BlockContext {
  const number = parent.number + 1n
  const revision = revisionAt(source.config.forks, number, timestamp)
  const baseFee = nextBaseFee(parent, revision)
  const blobs = blobParametersAt(source.config, revision, timestamp)
  const doubles = baseFee !== undefined && parent.baseFeePerGas === undefined // first of London
  return {
    chain: source.config,
    number,
    timestamp,
    coinbase: parent.coinbase,
    gasLimit: doubles ? parent.gasLimit * ELASTICITY : parent.gasLimit,
    prevRandao:
      blockRules[revision].seal === 'none'
        ? keccak256(hash)
        : toBytes32(nextDifficulty(parent, timestamp, revision, source.config)),
    baseFee: baseFee ?? 0n,
    blobBaseFee: blobs ? blobBaseFee(nextExcessBlobGas(parent, revision, blobs), blobs) : 0n,
    getBlockHash: source.getBlockHash,
  }
}

/** What transactions of a block see that has its header. */
export function contextOfHeader(header: BlockHeader, source: ContextSource): BlockContext {
  const { number, timestamp, coinbase, gasLimit, difficulty, mixHash } = header
  const revision = revisionAt(source.config.forks, number, timestamp)
  const blobs = blobParametersAt(source.config, revision, timestamp)
  return {
    chain: source.config,
    number,
    timestamp,
    coinbase,
    gasLimit,
    prevRandao: blockRules[revision].seal === 'none' ? bytes32(mixHash) : toBytes32(difficulty),
    baseFee: header.baseFeePerGas ?? 0n,
    blobBaseFee: blobs ? blobBaseFee(header.excessBlobGas ?? 0n, blobs) : 0n,
    getBlockHash: source.getBlockHash,
  }
}
