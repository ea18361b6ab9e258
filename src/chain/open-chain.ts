import { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'
import type { Hash } from '../primitives/bytes32.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import {
  diffOfAllocation,
  MemoryStore,
  openWorld,
  type Store,
  StoreBatch,
  StoreCorruptError,
} from '../state/index.ts'
import { encodeBlock } from './block/block.ts'
import { headerHash } from './block/encode-header.ts'
import { Chain } from './chain.ts'
import { type Genesis, genesisHeader } from './genesis/genesis.ts'
import { GenesisMismatchError } from './genesis/genesis-mismatch-error.ts'
import type { Machine } from './machine.ts'
import type { BlockRecord } from './store/block-record.ts'
import { ChainStore } from './store/chain-store.ts'

export interface ChainOptions {
  /** Becomes the chain's: `Chain.close` closes it. */
  readonly store: Store
  readonly genesis: Genesis
  readonly machine: Machine
}

/**
 * Opens the chain in a store: an empty store gets the genesis block, another one is continued where it ended.
 * @throws GenesisMismatchError when the store holds another chain, StoreCorruptError
 */
export async function openChain({ store, genesis, machine }: ChainOptions): Promise<Chain> {
  await preparePrecompiles()
  const blocks = new ChainStore(store)
  const world = openWorld(store)
  const first = genesisRecord(genesis)
  const stored = blocks.hashOf(0n)
  if (stored === undefined) await writeGenesis(store, genesis, first)
  else if (!equalBytes(stored, first.hash)) {
    throw new GenesisMismatchError(store.location, stored, first.hash)
  }
  const head = headOf(store, blocks)
  if (!equalBytes(world.stateRoot, head.header.stateRoot)) {
    throw new StoreCorruptError(store.location, undefined, 'Head and state do not belong together.')
  }
  return new Chain({ store, config: genesis.config, machine, world, blocks, head })
}

/** The hash of the block that a genesis makes. */
export function genesisHash(genesis: Genesis): Hash {
  return genesisRecord(genesis).hash
}

function genesisRecord(genesis: Genesis): BlockRecord {
  const scratch = openWorld(new MemoryStore())
  const stateRoot = scratch.commit(diffOfAllocation(genesis.alloc), new StoreBatch())
  const header = genesisHeader(genesis, stateRoot)
  const withdrawals = header.withdrawalsRoot === undefined ? undefined : []
  const size = encodeBlock({ header, transactions: [], ommers: [], withdrawals }).length
  return { header, hash: headerHash(header), size, transactions: [], ommers: [], withdrawals }
}

async function writeGenesis(store: Store, genesis: Genesis, block: BlockRecord): Promise<void> {
  const batch = new StoreBatch()
  openWorld(store).commit(diffOfAllocation(genesis.alloc), batch)
  new ChainStore(store).put(batch, block, [])
  await store.write(batch)
}

function headOf(store: Store, blocks: ChainStore): BlockRecord {
  const head = blocks.latest && blocks.block(blocks.latest)
  if (head !== undefined) return head
  throw new StoreCorruptError(store.location, undefined, 'Its last block is missing.')
}
