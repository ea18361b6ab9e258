import type { Hash } from '../../src/primitives/bytes32.ts'
import type { BlockReader } from './block-reader.ts'
import type { FeeMarket } from './fee-market.ts'
import type { FilterRegistry } from './filter-registry.ts'
import type { LogSearch } from './log-search.ts'
import type { Miner } from './miner.ts'
import type { PlacedTransaction } from './placed.ts'
import type { Simulator } from './simulator.ts'
import type { TransactionPool } from './transaction-pool.ts'
import type { Wallet } from './wallet.ts'

/** What the RPC methods work with: a chain, and everything that turns it into a node. */
export interface Node {
  readonly clientVersion: string
  readonly chainId: bigint
  readonly blocks: BlockReader
  readonly logs: LogSearch
  readonly fees: FeeMarket
  readonly simulator: Simulator
  readonly miner: Miner
  readonly pool: TransactionPool
  readonly filters: FilterRegistry
  readonly wallet: Wallet
}

/** A transaction that was mined or waits in the pool. */
export function findTransaction(node: Node, hash: Hash): PlacedTransaction | undefined {
  const waiting = node.pool.get(hash)
  if (waiting !== undefined) return { ...waiting, block: undefined, index: 0 }
  return node.blocks.transaction(hash)
}
