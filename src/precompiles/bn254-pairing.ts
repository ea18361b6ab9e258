import type { GT } from 'mcl-wasm'
import { bn254 } from './bn254-library.ts'
import { readG1, readG2 } from './bn254-point.ts'

/** Bytes of a point of G1 and one of G2. */
export const BN254_PAIR_LENGTH = 192

/**
 * 0x08: whether the product of the pairings of all given pairs of points is one: 1 or 0 as 32 bytes. Refuses input that
 * is no whole number of pairs, and what is not a point of its group.
 * @see https://eips.ethereum.org/EIPS/eip-197
 */
export function bn254Pairing(input: Uint8Array): Uint8Array | undefined {
  if (input.length % BN254_PAIR_LENGTH !== 0) return undefined
  const { finalExp, millerLoop, mul } = bn254()
  let product: GT | undefined
  for (let offset = 0; offset < input.length; offset += BN254_PAIR_LENGTH) {
    const a = readG1(input, offset)
    const b = readG2(input, offset + 64)
    if (a === undefined || b === undefined) return undefined
    if (a.isZero() || b.isZero()) continue // pairs to one
    const factor = millerLoop(a, b)
    product = product === undefined ? factor : mul(product, factor)
  }
  const output = new Uint8Array(32)
  if (product === undefined || finalExp(product).isOne()) output[31] = 1
  return output
}
