import { concatBytes } from '../primitives/concat-bytes.ts'
import { compactLength, writeCompact } from './scale-compact.ts'

/** A SCALE compact integer below 2^30. */
export function encodeCompact(value: number): Uint8Array {
  const bytes = new Uint8Array(compactLength(value))
  writeCompact(bytes, 0, value)
  return bytes
}

/** SCALE `Vec<u8>`. */
export function encodeBytes(bytes: Uint8Array): Uint8Array {
  const start = compactLength(bytes.length)
  const encoded = new Uint8Array(start + bytes.length)
  writeCompact(encoded, 0, bytes.length)
  encoded.set(bytes, start)
  return encoded
}

/** SCALE `Vec` of items that are encoded. */
export function encodeVector(items: readonly Uint8Array[]): Uint8Array {
  return concatBytes([encodeCompact(items.length), ...items])
}

/** An unsigned integer of `length` bytes, little-endian. */
export function encodeUint(value: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn))
}
