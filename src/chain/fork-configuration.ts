import { crc32 } from 'node:zlib'
import type { Revision } from '../engine/revision.ts'
import { precompileNumbers } from '../precompiles/precompile-table.ts'
import type { Hash } from '../primitives/bytes32.ts'
import { blobParametersAt } from './block/blob-schedule.ts'
import type { BlockHeader } from './block/header.ts'
import type { ChainConfig } from './chain-config.ts'
import { revisionAt } from './fork-schedule.ts'
import type { BlobParameters } from './rules/block-rules.ts'

/** The rules of a chain from one fork to the next. */
export interface ForkConfiguration {
  /** Its first second since the Unix epoch; 0 for what holds from the first block on. */
  readonly activationTime: bigint
  readonly revision: Revision
  readonly blobs: BlobParameters | undefined
  /** Addresses of the precompiles, as numbers. */
  readonly precompiles: readonly number[]
  /** 4 bytes: which chain this is, and which forks it has had (EIP-6122). */
  readonly forkId: Uint8Array
}

/** The forks around a chain's head. */
export interface ForkConfigurations {
  readonly current: ForkConfiguration
  /** Undefined when no fork is to come. */
  readonly next: ForkConfiguration | undefined
  readonly last: ForkConfiguration | undefined
}

/** A chain, as far as its forks depend on it. */
export interface ForkedChain {
  readonly config: ChainConfig
  readonly genesisHash: Hash
  readonly genesisTime: bigint
}

/**
 * The rules at `head`, those of the next fork and those of the last one. Forks here are those that start at a time.
 * @see https://eips.ethereum.org/EIPS/eip-7910
 */
export function forkConfigurations(chain: ForkedChain, head: BlockHeader): ForkConfigurations {
  const times = forkTimes(chain)
  const past = times.filter((time) => time <= head.timestamp)
  const coming = times.filter((time) => time > head.timestamp)
  const at = (time: bigint): ForkConfiguration => configurationAt(chain, head.number, time)
  const [next, last] = [coming[0], coming.at(-1)]
  return {
    current: at(past.at(-1) ?? 0n),
    next: next === undefined ? undefined : at(next),
    last: last === undefined ? undefined : at(last),
  }
}

function configurationAt(chain: ForkedChain, number: bigint, time: bigint): ForkConfiguration {
  const { config } = chain
  const revision = revisionAt(config.forks, number, time)
  return {
    activationTime: time,
    revision,
    blobs: blobParametersAt(config, revision, time),
    precompiles: precompileNumbers(revision),
    forkId: forkIdAt(chain, number, time),
  }
}

/** The checksum of the first block's hash and of all forks up to a block. */
function forkIdAt(chain: ForkedChain, number: bigint, time: bigint): Uint8Array {
  const forks = [
    ...forkBlocks(chain.config).filter((block) => block <= number),
    ...forkTimes(chain).filter((start) => start <= time),
  ]
  const checksum = forks.reduce((sum, fork) => crc32(uint64(fork), sum), crc32(chain.genesisHash))
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, checksum)
  return bytes
}

/** Blocks at which rules change, delays of the difficulty among them; the first block is no fork. */
function forkBlocks({ forks, proofOfWork }: ChainConfig): readonly bigint[] {
  const revisions = forks.map(({ block }) => block)
  const delays = proofOfWork?.bombDelays.map(({ block }) => block) ?? []
  return ordered([...revisions, ...delays]).filter((block) => block > 0n)
}

/** Times after the first block's at which rules change, blob parameters among them. */
function forkTimes({ config, genesisTime }: ForkedChain): readonly bigint[] {
  const revisions = config.forks.map(({ timestamp }) => timestamp)
  const blobs = config.blobSchedule?.forks.map(({ timestamp }) => timestamp) ?? []
  return ordered([...revisions, ...blobs]).filter((time) => time > genesisTime)
}

function ordered(starts: readonly (bigint | undefined)[]): readonly bigint[] {
  const known = starts.filter((start) => start !== undefined)
  return [...new Set(known)].sort((a, b) => (a < b ? -1 : 1))
}

function uint64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value)
  return bytes
}
