import { concatBytes } from '../../primitives/concat-bytes.ts'
import type { ScaleReader } from '../scale-reader.ts'
import { encodeBytes } from '../scale-writer.ts'
import type { DigestItem, EngineDigestItem } from './header.ts'

const ENGINE_LENGTH = 4

/** Numbers of the variants of `DigestItem`. */
// biome-ignore format: table
const variant = { other: 0, consensus: 4, seal: 5, preRuntime: 6, runtimeEnvironmentUpdated: 8 } as const

const engineKinds: Readonly<Record<number, EngineDigestItem['kind']>> = {
  [variant.consensus]: 'consensus',
  [variant.seal]: 'seal',
  [variant.preRuntime]: 'preRuntime',
}

/** SCALE `DigestItem`. */
export function encodeDigestItem(item: DigestItem): Uint8Array {
  const number = Uint8Array.of(variant[item.kind])
  if (item.kind === 'runtimeEnvironmentUpdated') return number
  if (item.kind === 'other') return concatBytes([number, encodeBytes(item.data)])
  return concatBytes([number, item.engine, encodeBytes(item.data)])
}

/** The next `DigestItem`; `undefined` when its variant is unknown. */
export function readDigestItem(reader: ScaleReader): DigestItem | undefined {
  const number = reader.u8()
  if (number === variant.runtimeEnvironmentUpdated) return { kind: 'runtimeEnvironmentUpdated' }
  if (number === variant.other) return { kind: 'other', data: reader.bytes().slice() }
  const kind = engineKinds[number]
  if (kind === undefined) return undefined
  const engine = reader.fixed(ENGINE_LENGTH).slice()
  return { kind, engine, data: reader.bytes().slice() }
}
