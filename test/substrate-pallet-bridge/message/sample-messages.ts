import { readFileSync } from 'node:fs'
import { fromHex } from '../../../src/primitives/hex.ts'

/** Encodings that the pallet made, by name; its own tests hold it to them (substrate/pallet-ewasm/src/tests/encoding.rs). */
export const sampleEncodings: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  readFileSync('fixtures/substrate/messages.txt', 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([name = '', digits = '']) => [name, fromHex(digits)]),
)

/** The encoding with that name. */
export function sampleEncoding(name: string): Uint8Array {
  const found = sampleEncodings[name]
  if (found === undefined) throw new Error(`no sample ${name}`)
  return found
}

/** `length` bytes that count up from `first`. */
export function counting(first: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => first + index)
}
