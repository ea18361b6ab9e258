import { larger } from '../primitives/bigint-order.ts'
import type { Gas } from '../primitives/quantity.ts'
import { type ModexpInput, modexpInput } from './modexp-input.ts'

/** @see https://eips.ethereum.org/EIPS/eip-198 */
export function modexpGasOfByzantium(input: Uint8Array): Gas {
  const lengths = modexpInput(input)
  const iterations = larger(adjustedExponentLength(lengths, 8n), 1n)
  return (squareComplexity(longest(lengths)) * iterations) / 20n
}

/** @see https://eips.ethereum.org/EIPS/eip-2565 */
export function modexpGasOfBerlin(input: Uint8Array): Gas {
  const lengths = modexpInput(input)
  const words = (longest(lengths) + 7n) / 8n
  const iterations = larger(adjustedExponentLength(lengths, 8n), 1n)
  return larger((words * words * iterations) / 3n, 200n)
}

/** @see https://eips.ethereum.org/EIPS/eip-7883 */
export function modexpGasOfOsaka(input: Uint8Array): Gas {
  const lengths = modexpInput(input)
  const length = longest(lengths)
  const words = (length + 7n) / 8n
  const complexity = length <= 32n ? 16n : 2n * words * words
  const iterations = larger(adjustedExponentLength(lengths, 16n), 1n)
  return larger(complexity * iterations, 500n)
}

function longest({ baseLength, modulusLength }: ModexpInput): bigint {
  return larger(baseLength, modulusLength)
}

/** Index of the exponent's highest bit, where each byte behind the first 32 counts `perByte`. */
function adjustedExponentLength(
  { exponentLength, exponentHead }: ModexpInput,
  perByte: bigint,
): bigint {
  const highestBit = exponentHead === 0n ? 0n : BigInt(exponentHead.toString(2).length - 1)
  return exponentLength <= 32n ? highestBit : perByte * (exponentLength - 32n) + highestBit
}

/** Cost of a product of `x` bytes, growing as its square and then more slowly. */
function squareComplexity(x: bigint): bigint {
  if (x <= 64n) return x * x
  if (x <= 1024n) return (x * x) / 4n + 96n * x - 3072n
  return (x * x) / 16n + 480n * x - 199_680n
}
