import { InvalidTrieNodeError } from './invalid-trie-node-error.ts'

export const EMPTY_STRING = 0x80
/** Prefix of a string of 32 bytes: a child by its hash. */
export const HASH_STRING = 0xa0
export const LIST = 0xc0

/** The offset after the item at `start`. Lengths are trusted to be in their shortest form. */
export function itemEnd(bytes: Uint8Array, start: number): number {
  const prefix = bytes[start]
  if (prefix === undefined) throw new InvalidTrieNodeError(bytes)
  if (prefix < EMPTY_STRING) return start + 1
  if (prefix < 0xb8) return start + 1 + prefix - 0x80
  if (prefix < LIST) return longItemEnd(bytes, start, prefix - 0xb7)
  if (prefix < 0xf8) return start + 1 + prefix - 0xc0
  return longItemEnd(bytes, start, prefix - 0xf7)
}

/** The offset of the content of the item at `start`: its first byte if it is a string, its first item if a list. */
export function contentStart(bytes: Uint8Array, start: number): number {
  const prefix = bytes[start] ?? 0
  if (prefix < EMPTY_STRING) return start
  if (prefix < 0xb8) return start + 1
  if (prefix < LIST) return start + 1 + prefix - 0xb7
  return prefix < 0xf8 ? start + 1 : start + 1 + prefix - 0xf7
}

function longItemEnd(bytes: Uint8Array, start: number, lengthOfLength: number): number {
  let length = 0
  for (let i = 1; i <= lengthOfLength; i++) length = length * 256 + (bytes[start + i] ?? 0)
  return start + 1 + lengthOfLength + length
}
