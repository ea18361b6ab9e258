import { concatBytes } from '../../primitives/concat-bytes.ts'
import { encodeBytes } from '../../primitives/scale/encode.ts'
import type { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import type { DigestItem } from './header.ts'

const ENGINE_LENGTH = 4

/** Numbers of the variants of `DigestItem`. */
// biome-ignore format: table
const variant = { other: 0, consensus: 4, seal: 5, preRuntime: 6, runtimeEnvironmentUpdated: 8 } as const

const kinds: Readonly<Record<number, DigestItem['kind']>> = Object.fromEntries(
  Object.entries(variant).map(([kind, number]) => [number, kind as DigestItem['kind']]),
)

/** SCALE `DigestItem`. */
export function encodeDigestItem(item: DigestItem): Uint8Array {
  const number = Uint8Array.of(variant[item.kind])
  if (item.kind === 'runtimeEnvironmentUpdated') return number
  if (item.kind === 'other') return concatBytes([number, encodeBytes(item.data)])
  return concatBytes([number, item.engine, encodeBytes(item.data)])
}

/**
 * The next `DigestItem`.
 * @throws MalformedScaleError
 */
export function readDigestItem(reader: ScaleReader): DigestItem {
  const kind = reader.variant(kinds, 'a DigestItem')
  if (kind === 'runtimeEnvironmentUpdated') return { kind }
  if (kind === 'other') return { kind, data: reader.bytes() }
  return { kind, engine: reader.fixed(ENGINE_LENGTH), data: reader.bytes() }
}
