import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { gasRate } from '../../src/substrate-pallet-bridge/gas-weight.ts'

const MAX = 2n ** 64n - 1n
const rate = gasRate({ refTime: 1_000n, proofSize: 1n })

/** The same cases as in substrate/pallet-ewasm/src/tests/accounts.rs. */
describe('gasRate', () => {
  it('counts as the pallet does', () => {
    expect(rate.weight(7n)).toEqual({ refTime: 7_000n, proofSize: 7n })
    expect(rate.gas({ refTime: 7_999n, proofSize: 100n })).toBe(7n)
    expect(rate.gas({ refTime: MAX, proofSize: 3n })).toBe(3n)
    expect(rate.gasFor({ refTime: 7_000n, proofSize: 7n })).toBe(7n)
    expect(rate.gasFor({ refTime: 7_001n, proofSize: 0n })).toBe(8n)
    expect(rate.gasFor({ refTime: 0n, proofSize: 9n })).toBe(9n)
    expect(rate.weight(MAX)).toEqual({ refTime: MAX, proofSize: MAX })
  })

  it('lets a component that gas does not take limit nothing', () => {
    const timeOnly = gasRate({ refTime: 20_000n, proofSize: 0n })
    expect(timeOnly.gas({ refTime: 40_000n, proofSize: 0n })).toBe(2n)
    expect(timeOnly.gasFor({ refTime: 40_000n, proofSize: MAX })).toBe(2n)
    expect(gasRate({ refTime: 0n, proofSize: 0n }).gas({ refTime: 1n, proofSize: 1n })).toBe(MAX)
  })

  it('buys back no more gas than was paid, and no less than is needed', () => {
    const amount = fc.bigInt(0n, 2n ** 40n)
    fc.assert(
      fc.property(amount, amount, (refTime, proofSize) => {
        const weight = { refTime, proofSize }
        const paid = rate.weight(rate.gas(weight))
        expect(paid.refTime <= refTime && paid.proofSize <= proofSize).toBe(true)
        const enough = rate.weight(rate.gasFor(weight))
        expect(enough.refTime >= refTime && enough.proofSize >= proofSize).toBe(true)
      }),
    )
  })
})
