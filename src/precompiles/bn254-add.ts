import { bn254 } from './bn254-library.ts'
import { readG1, writeG1 } from './bn254-point.ts'
import { inputBytes } from './input-word.ts'

/**
 * 0x06: the sum of two points of the curve alt_bn128. Refuses what is not a point.
 * @see https://eips.ethereum.org/EIPS/eip-196
 */
export function bn254Add(input: Uint8Array): Uint8Array | undefined {
  const words = inputBytes(input, 0, 128)
  const a = readG1(words, 0)
  const b = readG1(words, 64)
  return a === undefined || b === undefined ? undefined : writeG1(bn254().add(a, b))
}
