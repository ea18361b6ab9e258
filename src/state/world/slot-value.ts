import { BYTES32_LENGTH, type Bytes32 } from '../../primitives/bytes32.ts'

/** The word without its leading zero bytes; none for zero. A view, not a copy. */
export function trimWord(word: Bytes32): Uint8Array {
  let start = 0
  while (start < BYTES32_LENGTH && word[start] === 0) start++
  return word.subarray(start)
}

/** Writes the word whose trimmed bytes are given to `target[offset .. +32)`; undefined is zero. */
export function writeTrimmed(
  trimmed: Uint8Array | undefined,
  target: Uint8Array,
  offset: number,
): void {
  target.fill(0, offset, offset + BYTES32_LENGTH)
  if (trimmed !== undefined) target.set(trimmed, offset + BYTES32_LENGTH - trimmed.length)
}

/** The leaf of a storage trie: the RLP of the trimmed word. Undefined, which removes the leaf, for zero. */
export function encodeSlot(word: Bytes32): Uint8Array | undefined {
  const trimmed = trimWord(word)
  if (trimmed.length === 0) return undefined
  if (trimmed.length === 1 && (trimmed[0] ?? 0) < 0x80) return trimmed
  const encoding = new Uint8Array(1 + trimmed.length)
  encoding[0] = 0x80 + trimmed.length
  encoding.set(trimmed, 1)
  return encoding
}

/** The trimmed word in a leaf of a storage trie. */
export function decodeSlot(encoding: Uint8Array): Uint8Array {
  return (encoding[0] ?? 0) < 0x80 ? encoding : encoding.subarray(1)
}
