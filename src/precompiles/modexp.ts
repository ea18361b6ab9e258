import { toBigint, writeWord } from '../primitives/big-endian.ts'
import { inputBytes } from './input-word.ts'
import { modexpInput } from './modexp-input.ts'

/** Bits of the exponent that one product handles, by the exponent's length: its table of powers has to pay. */
const windows: readonly { readonly upTo: number; readonly bits: number }[] = [
  { upTo: 24, bits: 1 },
  { upTo: 80, bits: 2 },
  { upTo: 240, bits: 3 },
  { upTo: 672, bits: 4 },
  { upTo: 1792, bits: 5 },
  { upTo: Number.POSITIVE_INFINITY, bits: 6 },
]

/**
 * 0x05: base ^ exponent mod modulus for numbers of any length, as many bytes as the modulus has; 0 for the modulus 0.
 *
 * Time: one product and one division of the modulus' length per bit of the exponent, and one more per window of bits.
 * The runtime's BigInt multiplies digits of 64 bits, which Wasm cannot, and is below quadratic for long numbers.
 * @see https://eips.ethereum.org/EIPS/eip-198
 */
export function modexp(input: Uint8Array): Uint8Array {
  const { baseLength, exponentLength, modulusLength } = modexpInput(input)
  // Nothing else is looked at: the exponent of an empty modulus may claim any length for no gas.
  if (modulusLength === 0n) return new Uint8Array()
  const exponentOffset = 96 + Number(baseLength)
  const modulusOffset = exponentOffset + Number(exponentLength)
  const base = toBigint(inputBytes(input, 96, Number(baseLength)))
  const exponent = inputBytes(input, exponentOffset, Number(exponentLength))
  const modulus = toBigint(inputBytes(input, modulusOffset, Number(modulusLength)))
  return toFixedBytes(power(base, exponent, modulus), Number(modulusLength))
}

/** As `modexp` from Osaka on: refuses lengths above 1024 bytes (EIP-7823). */
export function boundedModexp(input: Uint8Array): Uint8Array | undefined {
  const { baseLength, exponentLength, modulusLength } = modexpInput(input)
  const isTooLong = [baseLength, exponentLength, modulusLength].some((length) => length > 1024n)
  return isTooLong ? undefined : modexp(input)
}

/** Left to right with a fixed window: squares per bit, one product per window. */
function power(base: bigint, exponent: Uint8Array, modulus: bigint): bigint {
  if (modulus <= 1n) return 0n
  const length = bitLength(exponent)
  if (length === 0) return 1n
  const bits = windows.find(({ upTo }) => length <= upTo)?.bits ?? 1
  const powers = powersOf(base % modulus, 1 << bits, modulus)
  let result = 1n
  for (let window = Math.ceil(length / bits) - 1; window >= 0; window--) {
    if (result !== 1n) for (let i = 0; i < bits; i++) result = (result * result) % modulus
    const digit = bitsAt(exponent, window * bits, bits)
    if (digit !== 0) result = (result * (powers[digit] ?? 1n)) % modulus
  }
  return result
}

/** base ^ 0, base ^ 1, … */
function powersOf(base: bigint, count: number, modulus: bigint): readonly bigint[] {
  const powers = [1n, base]
  while (powers.length < count) powers.push(((powers.at(-1) ?? 1n) * base) % modulus)
  return powers
}

/** Length of a big-endian number in bits, without leading zeros. */
function bitLength(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte !== 0)
  if (first === -1) return 0
  return 8 * (bytes.length - first) - (Math.clz32(bytes[first] ?? 0) - 24)
}

/** `count` bits, at most 8, of a big-endian number, from bit `start` on; bit 0 is the least. */
function bitsAt(bytes: Uint8Array, start: number, count: number): number {
  const at = bytes.length - 1 - (start >> 3)
  const pair = (bytes[at] ?? 0) | ((bytes[at - 1] ?? 0) << 8)
  return (pair >> (start & 7)) & ((1 << count) - 1)
}

function toFixedBytes(value: bigint, length: number): Uint8Array {
  if (length === 32) {
    const word = new Uint8Array(32)
    writeWord(word, 0, value)
    return word
  }
  return new Uint8Array(Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex'))
}
