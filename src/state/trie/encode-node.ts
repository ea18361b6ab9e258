import { ODD_FLAG } from './nibbles.ts'
import type { Nibbles } from './trie-node.ts'

const EMPTY_STRING = 0x80
const STRING_PREFIX = 0x80
export const LIST_PREFIX = 0xc0
const MAX_SHORT_LENGTH = 55

/** Length of an RLP string. */
export function stringLength(bytes: Uint8Array): number {
  if (bytes.length === 1 && (bytes[0] ?? 0) < EMPTY_STRING) return 1
  return prefixLength(bytes.length) + bytes.length
}

/** Length of the RLP prefix of a string or list with a payload of `length` bytes; strings of one byte may have none. */
export function prefixLength(length: number): number {
  if (length <= MAX_SHORT_LENGTH) return 1
  let bytes = 1
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes++
  return bytes
}

/** Writes a path in hex-prefix encoding as an RLP string (Yellow Paper, appendix C); returns the offset after it. */
export function writePath(path: Nibbles, flag: number, target: Uint8Array, offset: number): number {
  const length = 1 + (path.length >> 1)
  let end = length === 1 ? offset : writePrefix(STRING_PREFIX, length, target, offset)
  const isOdd = path.length % 2
  target[end++] = isOdd === 1 ? flag | ODD_FLAG | (path[0] ?? 0) : flag
  for (let i = isOdd; i < path.length; i += 2) {
    target[end++] = ((path[i] ?? 0) << 4) | (path[i + 1] ?? 0)
  }
  return end
}

/** Writes an RLP string; returns the offset after it. */
export function writeString(bytes: Uint8Array, target: Uint8Array, offset: number): number {
  const isItself = bytes.length === 1 && (bytes[0] ?? 0) < EMPTY_STRING
  const start = isItself ? offset : writePrefix(STRING_PREFIX, bytes.length, target, offset)
  return writeBytes(bytes, target, start)
}

/** Writes the RLP prefix of a payload of `length` bytes; returns the offset after it. */
export function writePrefix(
  prefix: number,
  length: number,
  target: Uint8Array,
  offset: number,
): number {
  if (length <= MAX_SHORT_LENGTH) {
    target[offset] = prefix + length
    return offset + 1
  }
  const lengthOfLength = prefixLength(length) - 1
  target[offset] = prefix + MAX_SHORT_LENGTH + lengthOfLength
  let rest = length
  for (let i = lengthOfLength; i > 0; i--) {
    target[offset + i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return offset + 1 + lengthOfLength
}

/** Byte by byte: for 32 bytes `TypedArray.set` takes longer. */
function writeBytes(bytes: Uint8Array, target: Uint8Array, offset: number): number {
  for (let i = 0; i < bytes.length; i++) target[offset + i] = bytes[i] ?? 0
  return offset + bytes.length
}
