import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { concatBytes } from '../../primitives/concat-bytes.ts'
import { GantryError } from '../../primitives/gantry-error.ts'
import { encodeBytes } from '../../primitives/scale/encode.ts'
import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import { blake2b256 } from '../hashing/blake2b.ts'
import { Overlay } from '../overlay/overlay.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { CommittedState } from '../storage/committed-state.ts'
import type { StorageChange, StorageChanges } from '../storage-changes.ts'
import { mergePatch, writeJson } from './json-value.ts'
import { parseJson } from './parse-json.ts'

/** What the state of block 0 is made of. */
export type GenesisConfig =
  /** A configuration that the runtime knows by name, such as `development`. */
  | { readonly kind: 'preset'; readonly name: string }
  /** JSON text with what differs from the runtime's defaults, as in the `patch` of a chain specification. */
  | { readonly kind: 'patch'; readonly json: string }
  /** The entries themselves, `:code` among them, as in a raw chain specification. */
  | { readonly kind: 'raw'; readonly top: readonly StorageChange[] }

/** The block 0 of a chain. */
export interface Genesis {
  /** The runtime as it goes to `:code`. A `raw` configuration has its own. */
  readonly code: Uint8Array
  readonly config: GenesisConfig
}

/** Tells genesis configurations apart. */
export function genesisFingerprint({ code, config }: Genesis): Hash {
  const parts =
    config.kind === 'raw'
      ? config.top.flatMap(({ key, value }) => [key, value ?? NOTHING])
      : [utf8.encode(config.kind === 'patch' ? config.json : config.name)]
  return bytes32(blake2b256(concatBytes([blake2b256(code), ...parts.map(blake2b256)])))
}

/** The runtime cannot make a genesis state of the configuration. */
export class GenesisRefusedError extends GantryError {
  readonly code = 'SUBSTRATE_GENESIS_REFUSED'

  constructor(reason: string) {
    super('The runtime makes no genesis state of this configuration.', { details: reason })
  }
}

/** The key of the runtime's code. */
export const CODE_KEY: Uint8Array = new TextEncoder().encode(':code')

const utf8 = new TextEncoder()
const NOTHING = new Uint8Array(0)
const NO_PRESET = Uint8Array.of(0)

/**
 * The entries of the genesis state, in the order of their keys.
 * @param empty the state without keys
 * @throws GenesisRefusedError, InvalidGenesisJsonError, RuntimeCallError
 */
export function genesisChanges(
  { config, code }: Genesis,
  runtime: Runtime,
  empty: CommittedState,
): StorageChanges {
  const overlay = new Overlay(empty, empty)
  if (config.kind === 'raw') {
    for (const { key, value } of config.top) overlay.set(key, value)
    return overlay.changes()
  }
  const json = mergedConfig(config, runtime, overlay)
  const result = runtime.call('GenesisBuilder_build_state', encodeBytes(utf8.encode(json)), {
    overlay,
  })
  const reader = new ScaleReader(result, 'Result<(), String>')
  if (reader.u8() !== 0) throw new GenesisRefusedError(reader.text())
  overlay.set(CODE_KEY, code)
  return overlay.changes()
}

/** The runtime's defaults with the preset, or the patch, over them. */
function mergedConfig(
  config: Exclude<GenesisConfig, { kind: 'raw' }>,
  runtime: Runtime,
  overlay: Overlay,
): string {
  const presetOf = (id: Uint8Array): string | undefined => {
    const output = runtime.call('GenesisBuilder_get_preset', id, { overlay })
    const reader = new ScaleReader(output, 'Option<Vec<u8>>')
    return reader.u8() === 0 ? undefined : reader.text()
  }
  const patch = config.kind === 'patch' ? config.json : presetOf(presetId(config.name))
  if (patch === undefined) throw new GenesisRefusedError('It has no preset of this name.')
  const defaults = presetOf(NO_PRESET)
  return writeJson(
    mergePatch(defaults === undefined ? undefined : parseJson(defaults), parseJson(patch)),
  )
}

/** SCALE `Option<PresetId>`. */
function presetId(name: string): Uint8Array {
  const text = encodeBytes(utf8.encode(name))
  const id = new Uint8Array(1 + text.length)
  id[0] = 1
  id.set(text, 1)
  return id
}
