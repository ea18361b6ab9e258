import { bls12 } from './bls12-library.ts'
import { G1_LENGTH, G2_LENGTH, readG1, readG2, writeG1, writeG2 } from './bls12-point.ts'

/**
 * 0x0b: the sum of two points of the curve of G1, which need not be in the group.
 * @see https://eips.ethereum.org/EIPS/eip-2537
 */
export function bls12G1Add(input: Uint8Array): Uint8Array | undefined {
  if (input.length !== 2 * G1_LENGTH) return undefined
  const a = readG1(input, 0)
  const b = readG1(input, G1_LENGTH)
  return a === undefined || b === undefined ? undefined : writeG1(bls12().add(a, b))
}

/** 0x0d: as `bls12G1Add`, on the curve of G2. */
export function bls12G2Add(input: Uint8Array): Uint8Array | undefined {
  if (input.length !== 2 * G2_LENGTH) return undefined
  const a = readG2(input, 0)
  const b = readG2(input, G2_LENGTH)
  return a === undefined || b === undefined ? undefined : writeG2(bls12().add(a, b))
}
