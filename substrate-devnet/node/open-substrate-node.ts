import { basename, join, resolve } from 'node:path'
import { CodeCache } from '../../src/engine/index.ts'
import { makeFolder } from '../../src/node-thread/make-folder.ts'
import { MemoryStore, openLevelStore, type Store } from '../../src/state/index.ts'
import { openSubstrateChain } from '../../src/substrate-host/chain/open-chain.ts'
import type { SubstrateChain } from '../../src/substrate-host/substrate-chain.ts'
import { createPalletEngine, ewasmExtension } from '../../src/substrate-pallet-bridge/index.ts'
import { SubstrateDevnetError } from '../substrate-devnet-error.ts'
import { defaultProperties, type SubstrateDevnetSettings } from '../substrate-devnet-options.ts'
import { systemClock } from './clock.ts'
import { genesisSource } from './genesis-source.ts'
import { Sealer, type SealingMode } from './sealer.ts'
import type { SubstrateNode } from './substrate-node.ts'
import { version } from './version.ts'

/** A node, and how to end it. */
export interface OpenSubstrateNode {
  readonly node: SubstrateNode
  /** Finishes the block in progress and closes the store. */
  close(): Promise<void>
}

/** How far `dev_setHead` can go back; older blocks can be read for ever. */
const REVERTIBLE_BLOCKS = 256

/**
 * Opens the chain of the settings, on disk or in memory, and makes a node of it.
 * @param onNotice Told in words what a person would want to know.
 * @throws GantryError when the data is in use, damaged, or of another chain, or the runtime or its genesis cannot be used
 */
export async function openSubstrateNode(
  settings: SubstrateDevnetSettings,
  onNotice: (text: string) => void,
): Promise<OpenSubstrateNode> {
  const chain = await openChain(settings, onNotice)
  const sealer = new Sealer({
    chain,
    clock: systemClock,
    mode: sealingMode(settings),
    onFailure: (error) => onNotice(`A block could not be made: ${error}`),
  })
  const name = settings.runtimeFile === undefined ? 'Gantry' : basename(settings.runtimeFile)
  return {
    node: {
      version: version(),
      spec: { name: `${name} Development`, properties: defaultProperties },
      chain,
      sealer,
      startedAt: chain.best.number,
      offchainStorage: new Map(),
    },
    close: async () => {
      await sealer.stop()
      await chain.close()
    },
  }
}

async function openChain(
  settings: SubstrateDevnetSettings,
  onNotice: (text: string) => void,
): Promise<SubstrateChain> {
  const { dataFolder } = settings
  const genesis = await genesisSource(settings)
  if (dataFolder !== undefined) await makeDataFolder(resolve(dataFolder))
  const cache = new CodeCache(
    dataFolder === undefined ? {} : { directory: join(dataFolder, 'code-cache') },
  )
  const engine = await createPalletEngine({
    cache,
    onFailure: (error) => onNotice(`A contract could not be run: ${error}`),
  })
  const store =
    dataFolder === undefined ? new MemoryStore() : await openLevelStore(join(dataFolder, 'chain'))
  return closingOnFailure(store, () =>
    openSubstrateChain({
      store,
      genesis,
      states: { keep: 'all', blocks: REVERTIBLE_BLOCKS },
      extensions: { ...ewasmExtension(engine) },
    }),
  )
}

async function makeDataFolder(folder: string): Promise<void> {
  try {
    await makeFolder(folder)
  } catch (error) {
    throw new SubstrateDevnetError(
      `${folder} cannot be made.`,
      `${error}\nGive the node another folder with --data, or run it with --memory.`,
    )
  }
}

async function closingOnFailure<T>(store: Store, open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    await store.close()
    throw error
  }
}

function sealingMode({ blockTimeSeconds }: SubstrateDevnetSettings): SealingMode {
  if (blockTimeSeconds === undefined) return { kind: 'instant' }
  return { kind: 'interval', ms: blockTimeSeconds * 1000 }
}
