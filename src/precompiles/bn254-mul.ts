import { bn254 } from './bn254-library.ts'
import { readG1, writeG1 } from './bn254-point.ts'
import { inputBytes } from './input-word.ts'

/**
 * 0x07: a point of the curve alt_bn128 times a number of 256 bits. Refuses what is not a point.
 * @see https://eips.ethereum.org/EIPS/eip-196
 */
export function bn254Mul(input: Uint8Array): Uint8Array | undefined {
  const words = inputBytes(input, 0, 96)
  const point = readG1(words, 0)
  if (point === undefined) return undefined
  const { Fr, mul } = bn254()
  const scalar = new Fr()
  scalar.setBigEndianMod(words.subarray(64)) // the group's order divides out
  return writeG1(mul(point, scalar))
}
