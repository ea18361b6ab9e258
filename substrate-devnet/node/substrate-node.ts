import type { SubstrateChain } from '../../src/substrate-host/substrate-chain.ts'
import type { ChainSpec } from './chain-spec.ts'
import type { Sealer } from './sealer.ts'

/** What the RPC methods work with: a chain, and everything that turns it into a node. */
export interface SubstrateNode {
  readonly version: string
  readonly spec: ChainSpec
  readonly chain: SubstrateChain
  readonly sealer: Sealer
  /** Number of the block that the node went on from. */
  readonly startedAt: number
  /** What clients have stored by `offchain_localStorageSet`, by the hex of the key. Not part of the chain. */
  readonly offchainStorage: Map<string, Uint8Array>
}
