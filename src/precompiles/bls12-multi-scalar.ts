import type { Fr, G1, G2 } from 'mcl-wasm'
import { bls12 } from './bls12-library.ts'
import {
  G1_LENGTH,
  G2_LENGTH,
  readG1InGroup,
  readG2InGroup,
  writeG1,
  writeG2,
} from './bls12-point.ts'

const SCALAR_LENGTH = 32
/** Bytes of a point with its factor. */
export const G1_TERM_LENGTH = G1_LENGTH + SCALAR_LENGTH
export const G2_TERM_LENGTH = G2_LENGTH + SCALAR_LENGTH
/** Products that the library sums at once: it takes them on its stack, which is small. */
const TERMS_AT_ONCE = 128

/**
 * 0x0c: the sum of points of G1, each times a number of 256 bits. Refuses no point at all, and a point outside of the
 * group.
 * @see https://eips.ethereum.org/EIPS/eip-2537
 */
export function bls12G1MultiScalar(input: Uint8Array): Uint8Array | undefined {
  const sum = sumOf<G1>(input, G1_TERM_LENGTH, readG1InGroup)
  return sum && writeG1(sum)
}

/** 0x0e: as `bls12G1MultiScalar`, in G2. */
export function bls12G2MultiScalar(input: Uint8Array): Uint8Array | undefined {
  const sum = sumOf<G2>(input, G2_TERM_LENGTH, readG2InGroup)
  return sum && writeG2(sum)
}

function sumOf<Point extends G1 | G2>(
  input: Uint8Array,
  termLength: number,
  readPoint: (bytes: Uint8Array, offset: number) => Point | undefined,
): Point | undefined {
  if (input.length === 0 || input.length % termLength !== 0) return undefined
  const points: Point[] = []
  const scalars: Fr[] = []
  for (let offset = 0; offset < input.length; offset += termLength) {
    const point = readPoint(input, offset)
    if (point === undefined) return undefined
    points.push(point)
    scalars.push(readScalar(input, offset + termLength - SCALAR_LENGTH))
  }
  return sumOfProducts(points, scalars)
}

function sumOfProducts<Point extends G1 | G2>(
  points: readonly Point[],
  scalars: readonly Fr[],
): Point | undefined {
  let sum: Point | undefined
  for (let start = 0; start < points.length; start += TERMS_AT_ONCE) {
    const end = start + TERMS_AT_ONCE
    const part = bls12().mulVec(points.slice(start, end), scalars.slice(start, end))
    sum = sum === undefined ? part : bls12().add(sum, part)
  }
  return sum
}

function readScalar(input: Uint8Array, offset: number): Fr {
  const scalar = new (bls12().Fr)()
  scalar.setBigEndianMod(input.slice(offset, offset + SCALAR_LENGTH)) // the group's order divides out
  return scalar
}
