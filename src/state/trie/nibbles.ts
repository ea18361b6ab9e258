import type { Nibbles } from './trie-node.ts'

/** Flags in the first nibble of a hex-prefix encoding (Yellow Paper, appendix C). */
export const LEAF_FLAG = 0x20
export const ODD_FLAG = 0x10

/** The two nibbles of each byte, high one first. */
export function toNibbles(bytes: Uint8Array): Nibbles {
  const nibbles = new Uint8Array(bytes.length * 2)
  writeNibbles(bytes, 0, bytes.length, nibbles, 0)
  return nibbles
}

/** Writes the nibbles of `bytes[offset .. offset + length)` to `target[targetOffset ..]`. */
export function writeNibbles(
  bytes: Uint8Array,
  offset: number,
  length: number,
  target: Uint8Array,
  targetOffset: number,
): void {
  for (let i = 0; i < length; i++) {
    const byte = bytes[offset + i] ?? 0
    target[targetOffset + 2 * i] = byte >> 4
    target[targetOffset + 2 * i + 1] = byte & 0x0f
  }
}

/** The bytes of an even number of nibbles. */
export function fromNibbles(nibbles: Nibbles): Uint8Array {
  const bytes = new Uint8Array(nibbles.length / 2)
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = ((nibbles[2 * i] ?? 0) << 4) | (nibbles[2 * i + 1] ?? 0)
  }
  return bytes
}

/** The nibbles of a hex-prefix encoding, without its flags. */
export function fromHexPrefix(bytes: Uint8Array): Nibbles {
  const isOdd = ((bytes[0] ?? 0) & ODD_FLAG) !== 0
  return toNibbles(bytes).subarray(isOdd ? 1 : 2)
}

/** Number of nibbles at the start of both, from `leftOffset` and `rightOffset` on. */
export function commonPrefixLength(
  left: Nibbles,
  leftOffset: number,
  right: Nibbles,
  rightOffset: number,
): number {
  const limit = Math.min(left.length - leftOffset, right.length - rightOffset)
  let length = 0
  while (length < limit && left[leftOffset + length] === right[rightOffset + length]) length++
  return length
}

/** `first` and then `second`. */
export function joinNibbles(first: Nibbles, second: Nibbles): Nibbles {
  const joined = new Uint8Array(first.length + second.length)
  joined.set(first)
  joined.set(second, first.length)
  return joined
}
