/**
 * A word that is known when code is compiled: eight digits of 32 bits, the least significant first. Nobody writes to one
 * that is in use.
 */
export type Words = Uint32Array

export const DIGITS = 8

/** The word of an integer of 0 to 2^53 - 1. */
export function wordsOf(value: number): Words {
  const words = new Uint32Array(DIGITS)
  words[0] = value
  words[1] = value / 0x1_0000_0000
  return words
}

/** The word of up to 32 bytes, the most significant first: `bytes[start .. end)`. */
export function wordsOfBytes(bytes: Uint8Array, start = 0, end = bytes.length): Words {
  const words = new Uint32Array(DIGITS)
  for (let index = end - 1, at = 0; index >= start; index--, at++) {
    words[at >> 2] = (words[at >> 2] as number) | ((bytes[index] as number) << (8 * (at & 3)))
  }
  return words
}

/** The number of up to 6 bytes, the most significant first: `bytes[start .. end)`. */
export function numberOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let value = 0
  for (let index = start; index < end; index++) value = 256 * value + (bytes[index] as number)
  return value
}

/** The number of bits of a word: 0 for 0, 256 when its top bit is set. */
export function bitLength(words: Words): number {
  for (let digit = DIGITS - 1; digit >= 0; digit--) {
    const value = words[digit] as number
    if (value !== 0) return 32 * digit + 32 - Math.clz32(value)
  }
  return 0
}

/** The word as a number when it is below 2^32, else undefined. */
export function smallNumber(words: Words): number | undefined {
  for (let digit = 1; digit < DIGITS; digit++) if (words[digit] !== 0) return undefined
  return words[0]
}

export function areEqual(left: Words, right: Words): boolean {
  for (let digit = 0; digit < DIGITS; digit++) if (left[digit] !== right[digit]) return false
  return true
}

/** `0x` and lower-case hexadecimal digits without leading zeros. */
export function hexOfWords(words: Words): string {
  const digits = Array.from(words, (digit) => digit.toString(16).padStart(8, '0'))
  return `0x${digits
    .reverse()
    .join('')
    .replace(/^0+(?=.)/, '')}`
}
