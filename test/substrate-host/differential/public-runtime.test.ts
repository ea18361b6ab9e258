import { Metadata, TypeRegistry } from '@polkadot/types'
import { chainSpec } from '@substrate/connect-known-chains/rococo_v2_2_asset_hub'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Overlay } from '../../../src/substrate-host/overlay/overlay.ts'
import { Runtime } from '../../../src/substrate-host/runtime/runtime.ts'
import { MapStorage } from '../map-storage.ts'
import { Smoldot } from '../smoldot.ts'

interface ChainSpec {
  readonly genesis: { readonly raw: { readonly top: Readonly<Record<string, string>> } }
}

/** `:code` */
const CODE_KEY = '3a636f6465'

function bytes(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, 'hex'))
}

/** The genesis of a public chain, with a runtime that was compiled and compressed elsewhere: Rococo's asset hub. */
describe('a public runtime', () => {
  let genesis: MapStorage
  let runtime: Runtime

  beforeAll(() => {
    const spec = JSON.parse(chainSpec) as ChainSpec
    const entries = Object.entries(spec.genesis.raw.top)
    genesis = new MapStorage(
      new Map(entries.map(([key, value]) => [key.slice(2), bytes(value.slice(2))])),
    )
    runtime = Runtime.load(genesis.get(bytes(CODE_KEY)) ?? new Uint8Array(0))
  })
  afterAll(() => Smoldot.close())

  it('says that it is statemine 900', () => {
    const { specName, specVersion, transactionVersion, stateVersion } = runtime.version
    expect({ specName, specVersion, transactionVersion, stateVersion }).toEqual({
      specName: 'statemine',
      specVersion: 900,
      transactionVersion: 6,
      stateVersion: 0,
    })
  })

  it('gives metadata that @polkadot/types reads', () => {
    const overlay = new Overlay(genesis, genesis)
    const output = runtime.call('Metadata_metadata', new Uint8Array(0), { overlay })
    const metadata = new Metadata(
      new TypeRegistry(),
      `0x${Buffer.from(output.subarray(4)).toString('hex')}`,
    )
    const pallets = metadata.asLatest.pallets.map(({ name }) => name.toString())
    expect(pallets).toEqual(
      expect.arrayContaining(['System', 'Balances', 'Assets', 'ParachainSystem']),
    )
  })

  it('answers on its genesis as smoldot does, and has the same state root', async () => {
    const smoldot = new Smoldot(genesis.get(bytes(CODE_KEY)) ?? new Uint8Array(0))
    const entries = [
      'Metadata_metadata',
      'AuraApi_slot_duration',
      'AuraApi_authorities',
      'Core_version',
    ]
    for (const entry of entries) {
      const overlay = new Overlay(genesis, genesis)
      const output = runtime.call(entry, new Uint8Array(0), { overlay })
      const expected = await smoldot.run(genesis, [[entry, new Uint8Array(0)]])
      expect(Buffer.compare(output, expected.output)).toBe(0)
    }
    const root = new Overlay(genesis, genesis).root(0)
    expect(`0x${Buffer.from(root).toString('hex')}`).toBe(await Smoldot.root(genesis, 0))
  }, 60_000)
})
