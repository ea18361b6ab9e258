import { readWord, toBigint } from '../primitives/big-endian.ts'
import { inputBytes } from './input-word.ts'

/** What the input of `modexp` claims about itself; lengths in bytes, 0 to 2^256 - 1. */
export interface ModexpInput {
  readonly baseLength: bigint
  readonly exponentLength: bigint
  readonly modulusLength: bigint
  /** The exponent's first 32 bytes, or all of it when it is shorter, as a number. */
  readonly exponentHead: bigint
}

/** Reads the header and the head of the exponent, whatever lengths are claimed. */
export function modexpInput(input: Uint8Array): ModexpInput {
  const header = inputBytes(input, 0, 96)
  const baseLength = readWord(header, 0)
  const exponentLength = readWord(header, 32)
  const headLength = exponentLength > 32n ? 32 : Number(exponentLength)
  const isBehindEnd = 96n + baseLength >= BigInt(input.length)
  const head = isBehindEnd ? [] : inputBytes(input, 96 + Number(baseLength), headLength)
  return {
    baseLength,
    exponentLength,
    modulusLength: readWord(header, 64),
    exponentHead: toBigint(Uint8Array.from(head)),
  }
}
