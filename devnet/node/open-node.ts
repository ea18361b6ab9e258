import type { Chain } from '../../src/chain/chain.ts'
import { createGenesis } from '../../src/chain/genesis/genesis.ts'
import { createMachine, type Machine } from '../../src/chain/machine.ts'
import { openChain } from '../../src/chain/open-chain.ts'
import { CodeCache } from '../../src/engine/index.ts'
import { createEvmVm } from '../../src/evm/evm-vm.ts'
import { createEwasmVm } from '../../src/ewasm-eei/index.ts'
import { gasSchedules } from '../../src/gas-metering/gas-schedules.ts'
import { createParanoidMachine } from '../../src/paranoid/paranoid-machine.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { MemoryStore, openLevelStore, type Store } from '../../src/state/index.ts'
import { type DevAccount, devAccounts } from '../accounts/dev-account.ts'
import type { DevnetSettings } from '../devnet-options.ts'
import { BlockReader } from './block-reader.ts'
import { systemClock } from './clock.ts'
import { openDataFolder } from './data-folder.ts'
import { FeeMarket } from './fee-market.ts'
import { FilterRegistry } from './filter-registry.ts'
import { keepHouse } from './housekeeping.ts'
import { LogSearch } from './log-search.ts'
import { Miner } from './miner.ts'
import type { Node } from './node.ts'
import { Simulator } from './simulator.ts'
import { TransactionPool } from './transaction-pool.ts'
import { Wallet } from './wallet.ts'

/** The rules of all blocks: the newest that are of use without a consensus layer. */
const REVISION = 'shanghai'

/** A node, and how to end it. */
export interface OpenNode {
  readonly node: Node
  /** Finishes the block in progress and closes the store. */
  close(): Promise<void>
}

/**
 * Opens the chain of the settings, on disk or in memory, and makes a node of it.
 * @param onNotice Told in words what a person would want to know.
 * @throws GantryError when the data is in use, damaged, or of another chain
 */
export async function openNode(
  settings: DevnetSettings,
  onNotice: (text: string) => void,
): Promise<OpenNode> {
  const accounts = devAccounts(settings.mnemonic, settings.accounts)
  const chain = await openSettingsChain(settings, accounts, onNotice)
  const node = assemble(chain, settings, accounts, onNotice)
  const stopMining = mineAtInterval(node.miner, settings.blockTimeSeconds, onNotice)
  const stopHousekeeping = keepHouse(chain, (error) =>
    onNotice(`The store could not be cleared up: ${error}`),
  )
  return {
    node,
    close: async () => {
      stopMining()
      stopHousekeeping()
      await node.miner.settled()
      await chain.close()
    },
  }
}

async function openSettingsChain(
  settings: DevnetSettings,
  accounts: readonly DevAccount[],
  onNotice: (text: string) => void,
): Promise<Chain> {
  const { dataFolder, chainId, blockGasLimit, balance } = settings
  const genesis = createGenesis({
    chainId,
    revision: REVISION,
    gasLimit: blockGasLimit,
    alloc: accounts.map(({ address }) => ({ address, balance })),
    extraData: Buffer.from(`gantry ${chainId}`),
  })
  const folder = dataFolder === undefined ? undefined : await openDataFolder(dataFolder, settings)
  const cache = new CodeCache(folder === undefined ? {} : { directory: folder.codeCache })
  const machine = machineOf(settings, cache, onNotice)
  const store = folder === undefined ? new MemoryStore() : await openLevelStore(folder.chain)
  return closingOnFailure(store, () => openChain({ store, genesis, machine }))
}

function machineOf(
  { tier, paranoid: folder }: DevnetSettings,
  cache: CodeCache,
  onNotice: (text: string) => void,
): Machine {
  const ewasm = createEwasmVm({ schedule: gasSchedules['ewasm-v1'], cache })
  if (folder === undefined) return createMachine({ ewasm, evm: createEvmVm({ tier, cache }) })
  const onDifference = ({ message }: Error): void => onNotice(message)
  return createParanoidMachine(ewasm, { folder, onDifference })
}

async function closingOnFailure<T>(store: Store, open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    await store.close()
    throw error
  }
}

function assemble(
  chain: Chain,
  settings: DevnetSettings,
  accounts: readonly DevAccount[],
  onNotice: (text: string) => void,
): Node {
  const clock = systemClock
  const blocks = new BlockReader(chain)
  const logs = new LogSearch(chain)
  const pool = new TransactionPool()
  const source = {
    logs,
    headNumber: () => chain.head.header.number,
    blockHash: (number: bigint) => chain.blockByNumber(number)?.hash,
  }
  const filters = new FilterRegistry(source, clock)
  const miner = new Miner({
    chain,
    pool,
    clock,
    mode: settings.blockTimeSeconds === undefined ? 'instant' : 'interval',
    onAccepted: (hash) => filters.onTransaction(hash),
    onDropped: (hash, reason) => onNotice(`Dropped ${toHex(hash)}: ${reason}`),
  })
  return {
    clientVersion: `Gantry/${process.platform}-${process.arch}/node${process.versions.node}`,
    chainId: chain.chainId,
    blocks,
    logs,
    pool,
    filters,
    miner,
    fees: new FeeMarket(chain, blocks),
    simulator: new Simulator(chain, blocks, clock),
    wallet: new Wallet(accounts),
  }
}

function mineAtInterval(
  miner: Miner,
  seconds: number | undefined,
  onNotice: (text: string) => void,
): () => void {
  if (seconds === undefined) return () => undefined
  const timer = setInterval(() => {
    miner.mine().catch((error: unknown) => onNotice(`A block could not be mined: ${error}`))
  }, seconds * 1000)
  return () => clearInterval(timer)
}
