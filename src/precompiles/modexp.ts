import { toBigint, writeWord } from '../primitives/big-endian.ts'
import { inputBytes } from './input-word.ts'
import { modexpInput } from './modexp-input.ts'

/** Bits of the exponent that one multiplication handles. 4: fewest multiplications for 256-bit exponents. */
const WINDOW_BITS = 4

/**
 * 0x05: base ^ exponent mod modulus for numbers of any length, as many bytes as the modulus has; 0 for the modulus 0.
 *
 * Time: one product and one division of the modulus' length per bit of the exponent, and one more per four bits. The
 * runtime's BigInt arithmetic is below quadratic for long numbers.
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
  const powers = [1n]
  const reduced = base % modulus
  for (let i = 1; i < 1 << WINDOW_BITS; i++) {
    powers.push(((powers[i - 1] ?? 1n) * reduced) % modulus)
  }
  let result = 1n
  for (const byte of exponent) {
    result = step(result, powers[byte >> WINDOW_BITS] ?? 1n, modulus)
    result = step(result, powers[byte & 0xf] ?? 1n, modulus)
  }
  return result
}

/** result ^ 16 · factor. Products by one are skipped: leading zeros of an exponent cost next to nothing. */
function step(result: bigint, factor: bigint, modulus: bigint): bigint {
  let next = result
  if (next !== 1n) {
    for (let i = 0; i < WINDOW_BITS; i++) next = (next * next) % modulus
  }
  return factor === 1n ? next : (next * factor) % modulus
}

function toFixedBytes(value: bigint, length: number): Uint8Array {
  if (length === 32) {
    const word = new Uint8Array(32)
    writeWord(word, 0, value)
    return word
  }
  return new Uint8Array(Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex'))
}
