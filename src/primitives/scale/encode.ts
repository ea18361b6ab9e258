import { concatBytes } from '../concat-bytes.ts'
import { compactLength, writeCompact } from './compact.ts'

const TWO_TO_32 = 2 ** 32

/** A SCALE compact integer of any size that the encoding has, which is below 2^536. */
export function encodeCompact(value: number | bigint): Uint8Array {
  if (value >= TWO_TO_32) return encodeLongCompact(BigInt(value))
  const small = Number(value)
  const bytes = new Uint8Array(compactLength(small))
  writeCompact(bytes, 0, small)
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

/** The form of big integers: how many bytes there are beyond four, and the bytes. */
function encodeLongCompact(value: bigint): Uint8Array {
  let length = 4
  while (value >> BigInt(8 * length) > 0n) length++
  return concatBytes([Uint8Array.of(((length - 4) << 2) | 3), encodeUint(value, length)])
}
