import { bls12_381 } from '@noble/curves/bls12-381.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { bls12G1Add } from '../../src/precompiles/bls12-add.ts'
import { loadBls12 } from '../../src/precompiles/bls12-library.ts'
import { bls12G1MultiScalar } from '../../src/precompiles/bls12-multi-scalar.ts'
import { bls12Pairing } from '../../src/precompiles/bls12-pairing.ts'
import { toHex } from '../../src/primitives/hex.ts'

beforeAll(loadBls12)

const { Point } = bls12_381.G1
type Point = InstanceType<typeof Point>

/** Numbers as 64 bytes each. */
function numbers(...values: readonly bigint[]): Uint8Array {
  return Buffer.from(values.map((value) => value.toString(16).padStart(128, '0')).join(''), 'hex')
}

function bytesOf(point: Point): Uint8Array {
  const { x, y } = point.toAffine()
  return point.is0() ? new Uint8Array(128) : numbers(x, y)
}

/** A point of the curve whose x is the first from `start` on that has one: nearly never in the group. */
function outsideOfGroup(start: bigint): Point {
  const { Fp } = bls12_381.fields
  for (let x = start; ; x++) {
    try {
      return Point.fromAffine({ x, y: Fp.sqrt(Fp.add(Fp.pow(x, 3n), 4n)) })
    } catch {}
  }
}

const concat = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts))
const inGroup = Point.BASE.multiply(12_345n)
const outside = outsideOfGroup(7n)

describe('bls12', () => {
  it.each([
    ['in the group', inGroup, Point.BASE],
    ['outside of it', outside, outsideOfGroup(20n)],
    ['the same one', outside, outside],
    ['opposite ones', outside, outside.negate()],
    ['infinity', inGroup, Point.ZERO],
  ])('adds points as noble does: %s', (_, a, b) => {
    const sum = bls12G1Add(concat(bytesOf(a), bytesOf(b)))
    expect(toHex(sum ?? new Uint8Array())).toBe(toHex(bytesOf(a.add(b))))
  })

  it('multiplies and pairs no point outside of the group', () => {
    expect(outside.isTorsionFree()).toBe(false)
    expect(bls12G1MultiScalar(concat(bytesOf(outside), new Uint8Array(32)))).toBeUndefined()
    expect(bls12Pairing(concat(bytesOf(outside), new Uint8Array(256)))).toBeUndefined()
  })

  it.each([1, 2, 127, 128, 129, 300])('sums %i products as noble does', (count) => {
    const scalar = 2n ** 255n + 19n // above the order
    const terms = Array.from({ length: count }, () =>
      concat(bytesOf(inGroup), numbers(scalar).subarray(32)),
    )
    const { ORDER } = bls12_381.fields.Fr
    const expected = inGroup.multiply((scalar * BigInt(count)) % ORDER)
    const sum = bls12G1MultiScalar(concat(...terms))
    expect(toHex(sum ?? new Uint8Array())).toBe(toHex(bytesOf(expected)))
  })

  it('refuses coordinates above the modulus, padding and no term at all', () => {
    const { ORDER } = bls12_381.fields.Fp
    const { x, y } = inGroup.toAffine()
    expect(bls12G1Add(concat(numbers(x + ORDER, y), new Uint8Array(128)))).toBeUndefined()
    expect(bls12G1Add(concat(numbers(x | (1n << 400n), y), new Uint8Array(128)))).toBeUndefined()
    expect(bls12G1MultiScalar(new Uint8Array())).toBeUndefined()
    expect(bls12Pairing(new Uint8Array())).toBeUndefined()
  })
})
