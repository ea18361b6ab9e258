import { readFp, readFp2, writeG1, writeG2 } from './bls12-point.ts'

/**
 * 0x10: the point of G1 that a number of the field is mapped to (RFC 9380, simplified SWU).
 * @see https://eips.ethereum.org/EIPS/eip-2537
 */
export function bls12MapFpToG1(input: Uint8Array): Uint8Array | undefined {
  const value = input.length === 64 ? readFp(input, 0) : undefined
  return value && writeG1(value.mapToG1())
}

/** 0x11: the point of G2 that a number of the quadratic extension is mapped to. */
export function bls12MapFp2ToG2(input: Uint8Array): Uint8Array | undefined {
  const value = input.length === 128 ? readFp2(input, 0) : undefined
  return value && writeG2(value.mapToG2())
}
