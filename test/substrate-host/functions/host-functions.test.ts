import { chainSpec } from '@substrate/connect-known-chains/rococo_v2_2_asset_hub'
import { afterAll, describe, expect, it } from 'vitest'
import { hostFunctions } from '../../../src/substrate-host/functions/host-functions.ts'
import { decompressCode } from '../../../src/substrate-host/runtime/decompress-code.ts'
import { MapStorage } from '../map-storage.ts'
import { Smoldot } from '../smoldot.ts'
import { devRuntime } from '../support/dev-chain.ts'
import { watRuntime } from '../support/wat-runtime.ts'

const NOTHING = new Uint8Array(0)
/** `:code` */
const CODE_KEY = '0x3a636f6465'

/** Of sp-io, where smoldot does not have them or has another type; sp-io is what runtimes are built with. */
const besidesSmoldot = [
  'ext_crypto_ecdsa_public_keys_version_1', // there with an i64 for the purpose; four bytes by pointer in sp-io
  'ext_crypto_ecdsa_sign_prehashed_version_1', // there with an i64 for the hash; 32 bytes by pointer in sp-io
  'ext_default_child_storage_clear_prefix_version_3',
  'ext_default_child_storage_storage_kill_version_4',
  'ext_offchain_http_response_headers_version_1', // there with another type; a u16 in sp-io
  'ext_offchain_set_authorized_nodes_version_1',
  'ext_storage_clear_prefix_version_3',
  'ext_wasm_tracing_enabled_version_1',
  'ext_wasm_tracing_enter_span_version_1',
  'ext_wasm_tracing_event_version_1',
  'ext_wasm_tracing_exit_version_1',
]

function importsOf(code: Uint8Array): string[] {
  const module = new WebAssembly.Module(Uint8Array.from(decompressCode(code)))
  return WebAssembly.Module.imports(module)
    .filter(({ kind }) => kind === 'function')
    .map(({ name }) => name)
}

/** A runtime that imports a function of the table with the type that the table says. */
function importing(name: string): Promise<Uint8Array> {
  const { parameters = [], result } = hostFunctions[name] ?? {}
  const params = parameters.length === 0 ? '' : `(param ${parameters.join(' ')})`
  const results = result === undefined ? '' : `(result ${result})`
  // `Core_version`: names of no letters, versions of zero, no APIs.
  return watRuntime(
    `(import "env" "${name}" (func ${params} ${results}))`,
    `(func (export "Core_version") (param i32 i32) (result i64) (i64.const ${(20n << 32n) + 16n}))`,
  )
}

async function isKnownToSmoldot(name: string): Promise<boolean> {
  const smoldot = new Smoldot(await importing(name), 'refused')
  try {
    await smoldot.run(new MapStorage(), [['Core_version', NOTHING]])
    return true
  } catch (error) {
    if (error instanceof Error && error.message.includes('Unresolved')) return false
    throw error
  }
}

describe('hostFunctions', () => {
  afterAll(() => Smoldot.close())

  it('has what the development runtime imports, but its extension', () => {
    const unknown = importsOf(devRuntime).filter((name) => !(name in hostFunctions))
    expect(unknown).toEqual(['ext_ewasm_call_version_1'])
  })

  it('has what a public runtime imports', () => {
    const code = JSON.parse(chainSpec).genesis.raw.top[CODE_KEY]
    const imports = importsOf(new Uint8Array(Buffer.from(code.slice(2), 'hex')))
    expect(imports.length).toBeGreaterThan(30)
    expect(imports.filter((name) => !(name in hostFunctions))).toEqual([])
  })

  it('has the functions that smoldot knows, with their types, and these besides', async () => {
    const besides: string[] = []
    for (const name of Object.keys(hostFunctions)) {
      if (!(await isKnownToSmoldot(name))) besides.push(name)
    }
    expect(besides.sort()).toEqual(besidesSmoldot.toSorted())
  }, 60_000)
})
