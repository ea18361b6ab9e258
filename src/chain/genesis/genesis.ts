import { isAtLeast, type Revision } from '../../engine/revision.ts'
import { type Address, ZERO_ADDRESS } from '../../primitives/address.ts'
import { type Bytes32, type Hash, ZERO_BYTES32 } from '../../primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import type { Gas, Wei } from '../../primitives/quantity.ts'
import type { AllocatedAccount } from '../../state/index.ts'
import { INITIAL_BASE_FEE } from '../block/base-fee.ts'
import { NO_NONCE } from '../block/check-header.ts'
import type { BlockHeader } from '../block/header.ts'
import { BLOOM_LENGTH } from '../block/logs-bloom.ts'
import { NO_OMMERS_HASH } from '../block/no-ommers.ts'
import { requestsHash } from '../block/requests.ts'
import type { ChainConfig } from '../chain-config.ts'
import { DEFAULT_STACK_HEIGHT, ewasmCodeLimits } from '../chain-parameters.ts'
import { alwaysAt, revisionAt } from '../fork-schedule.ts'
import { systemAccountsOf } from './system-accounts.ts'

/** The first block of a chain and the state in it. */
export interface Genesis {
  readonly config: ChainConfig
  readonly alloc: readonly AllocatedAccount[]
  /** Seconds since the Unix epoch. */
  readonly timestamp: bigint
  readonly gasLimit: Gas
  readonly difficulty: bigint
  readonly coinbase: Address
  readonly extraData: Uint8Array
  readonly mixHash: Bytes32
  /** 8 bytes. */
  readonly nonce: Uint8Array
  /** Wei per gas, where the first block has a base fee. */
  readonly baseFeePerGas: Wei
}

/** What `createGenesis` has no default for, and what it has one for. */
export interface GenesisOptions extends Partial<Omit<Genesis, 'config'>> {
  readonly chainId: bigint
  /** Of all blocks. */
  readonly revision: Revision
}

/**
 * The genesis of a development chain: one revision, limits for Ewasm, 30 million gas a block. The contracts that the
 * protocol of the revision calls are there beside `alloc`.
 */
export function createGenesis({
  chainId,
  revision,
  alloc = [],
  ...fields
}: GenesisOptions): Genesis {
  return {
    config: {
      chainId,
      ...ewasmCodeLimits,
      stackHeight: DEFAULT_STACK_HEIGHT,
      forks: alwaysAt(revision),
    },
    alloc: [...systemAccountsOf(revision), ...alloc],
    timestamp: 0n,
    gasLimit: 30_000_000n,
    difficulty: 0n,
    coinbase: ZERO_ADDRESS,
    extraData: new Uint8Array(),
    mixHash: ZERO_BYTES32,
    nonce: NO_NONCE,
    baseFeePerGas: INITIAL_BASE_FEE,
    ...fields,
  }
}

/** The header of the first block, over the root of the state that `alloc` makes. */
export function genesisHeader(genesis: Genesis, stateRoot: Hash): BlockHeader {
  const { config, timestamp } = genesis
  const revision = revisionAt(config.forks, 0n, timestamp)
  const since = <Value>(first: Revision, value: Value): Value | undefined =>
    isAtLeast(revision, first) ? value : undefined
  return {
    parentHash: ZERO_BYTES32,
    ommersHash: NO_OMMERS_HASH,
    coinbase: genesis.coinbase,
    stateRoot,
    transactionsRoot: EMPTY_TRIE_ROOT,
    receiptsRoot: EMPTY_TRIE_ROOT,
    logsBloom: new Uint8Array(BLOOM_LENGTH),
    difficulty: genesis.difficulty,
    number: 0n,
    gasLimit: genesis.gasLimit,
    gasUsed: 0n,
    timestamp,
    extraData: genesis.extraData,
    mixHash: genesis.mixHash,
    nonce: genesis.nonce,
    baseFeePerGas: since('london', genesis.baseFeePerGas),
    withdrawalsRoot: since('shanghai', EMPTY_TRIE_ROOT),
    blobGasUsed: since('cancun', 0n),
    excessBlobGas: since('cancun', 0n),
    parentBeaconBlockRoot: since('cancun', ZERO_BYTES32),
    requestsHash: since('prague', requestsHash([])),
  }
}
