import type { G1, G2, GT } from 'mcl-wasm'
import { bls12 } from './bls12-library.ts'
import { G1_LENGTH, G2_LENGTH, readG1InGroup, readG2InGroup } from './bls12-point.ts'

/** Bytes of a point of G1 and one of G2. */
export const BLS12_PAIR_LENGTH = G1_LENGTH + G2_LENGTH

/**
 * 0x0f: whether the product of the pairings of all given pairs of points is one: 1 or 0 as 32 bytes. Refuses no pair at
 * all, and a point outside of its group.
 * @see https://eips.ethereum.org/EIPS/eip-2537
 */
export function bls12Pairing(input: Uint8Array): Uint8Array | undefined {
  if (input.length === 0 || input.length % BLS12_PAIR_LENGTH !== 0) return undefined
  const pairs: (readonly [G1, G2])[] = []
  for (let offset = 0; offset < input.length; offset += BLS12_PAIR_LENGTH) {
    const a = readG1InGroup(input, offset)
    const b = readG2InGroup(input, offset + G1_LENGTH)
    if (a === undefined || b === undefined) return undefined
    pairs.push([a, b])
  }
  const output = new Uint8Array(32)
  if (isPairingProductOne(pairs)) output[31] = 1
  return output
}

/** Whether the pairings of all pairs, whose points are in their groups, multiply to one. */
export function isPairingProductOne(pairs: readonly (readonly [G1, G2])[]): boolean {
  const { millerLoop, mul, finalExp } = bls12()
  let product: GT | undefined
  for (const [a, b] of pairs) {
    if (a.isZero() || b.isZero()) continue // pairs to one
    const factor = millerLoop(a, b)
    product = product === undefined ? factor : mul(product, factor)
  }
  return product === undefined || finalExp(product).isOne()
}
