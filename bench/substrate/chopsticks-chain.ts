import { toHex } from '../../src/primitives/hex.ts'
import type { StorageChange } from '../../src/substrate-host/storage-changes.ts'
import { signInTurn } from './bench-chain.ts'

/** The hash that chopsticks gives to its genesis block. */
const GENESIS_HASH = new Uint8Array(32).fill(0x45)

/** The peer: smoldot's executor behind chopsticks, with its storage in memory. */
export interface ChopsticksChain {
  readonly sign: ReturnType<typeof signInTurn>
  /** Submits extrinsics and makes a block of them; returns how many are in it. */
  seal(extrinsics: readonly Uint8Array[]): Promise<number>
  close(): Promise<void>
}

/** Opens chopsticks over the same genesis. The host function of the contracts is missing there, which transfers do not call. */
export async function openChopsticks(top: readonly StorageChange[]): Promise<ChopsticksChain> {
  // Read when it is loaded: it writes a line for every transaction otherwise.
  process.env['LOG_LEVEL'] ??= 'fatal'
  const { BuildBlockMode, destroyWorker, GenesisProvider, setup } = await import(
    '@acala-network/chopsticks-core'
  )
  const entries = top.map(({ key, value }) => [toHex(key), toHex(value ?? new Uint8Array(0))])
  const genesis = new GenesisProvider({
    id: 'gantry',
    name: 'gantry',
    properties: { ss58Format: 42, tokenDecimals: 12, tokenSymbol: 'UNIT' },
    genesis: { raw: { top: Object.fromEntries(entries) } },
  })
  const chain = await setup({
    genesis,
    buildBlockMode: BuildBlockMode.Manual,
    allowUnresolvedImports: true,
    runtimeLogLevel: 0,
  })
  return {
    sign: signInTurn(GENESIS_HASH),
    seal: async (extrinsics) => {
      for (const extrinsic of extrinsics) await chain.submitExtrinsic(toHex(extrinsic))
      const block = await chain.newBlock()
      return (await block.extrinsics).length
    },
    close: async () => {
      await chain.close()
      await destroyWorker()
    },
  }
}
