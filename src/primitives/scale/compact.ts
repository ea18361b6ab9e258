/** Largest value of the forms with 1, 2 and 4 bytes. */
const LARGEST_OF_ONE = 2 ** 6 - 1
const LARGEST_OF_TWO = 2 ** 14 - 1
const LARGEST_OF_FOUR = 2 ** 30 - 1

/** Longest form of a compact integer below 2^32. */
export const MAX_COMPACT_LENGTH = 5

/** A compact integer that was read, and how many bytes it took. */
export interface Compact {
  readonly value: number
  readonly length: number
}

/**
 * Bytes of a SCALE compact integer below 2^32.
 * @see https://spec.polkadot.network/id-cryptography-encoding#sect-sc-length-and-compact-encoding
 */
export function compactLength(value: number): number {
  if (value <= LARGEST_OF_ONE) return 1
  if (value <= LARGEST_OF_TWO) return 2
  return value <= LARGEST_OF_FOUR ? 4 : MAX_COMPACT_LENGTH
}

/** Writes `value` (below 2^32) at `at`; returns where the next byte goes. */
export function writeCompact(target: Uint8Array, at: number, value: number): number {
  const length = compactLength(value)
  if (length === MAX_COMPACT_LENGTH) {
    target[at] = 3 // the form of big integers, with four bytes
    writeLittleEndian(target, at + 1, value, 4)
    return at + length
  }
  // The lowest two bits say the length: 0, 1 and 2 for 1, 2 and 4 bytes.
  writeLittleEndian(target, at, value * 4 + (length >> 1), length)
  return at + length
}

/** The compact integer below 2^32 at `at`; `undefined` where there is none, or not in its shortest form. */
export function readCompact(source: Uint8Array, at: number): Compact | undefined {
  const first = source[at]
  if (first === undefined) return undefined
  if ((first & 3) === 3 && first !== 3) return undefined // 2^32 or more
  const length = first === 3 ? MAX_COMPACT_LENGTH : 1 << (first & 3)
  if (at + length > source.length) return undefined
  const value =
    first === 3
      ? readLittleEndian(source, at + 1, 4)
      : Math.floor(readLittleEndian(source, at, length) / 4)
  return compactLength(value) === length ? { value, length } : undefined
}

function writeLittleEndian(target: Uint8Array, at: number, value: number, length: number): void {
  let rest = value
  for (let i = 0; i < length; i++) {
    target[at + i] = rest & 0xff
    rest = Math.floor(rest / 256)
  }
}

function readLittleEndian(source: Uint8Array, at: number, length: number): number {
  let value = 0
  for (let i = length - 1; i >= 0; i--) value = value * 256 + (source[at + i] as number)
  return value
}
