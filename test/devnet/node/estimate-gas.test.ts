import fc from 'fast-check'
import { expect, it } from 'vitest'
import { leastGas } from '../../../devnet/node/estimate-gas.ts'

it('finds the least gas limit that is enough, wherever it lies', () => {
  const cases = fc
    .tuple(fc.bigInt(1n, 30_000_000n), fc.bigInt(1n, 30_000_000n), fc.bigInt(1n, 30_000_000n))
    .map((three) => [...three].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)))
  fc.assert(
    fc.property(cases, fc.nat(100), ([lowest = 1n, least = 1n, highest = 1n], usedPercent) => {
      const gasUsed = (least * BigInt(usedPercent)) / 100n // refunds came back
      let tries = 0
      const attempt = (limit: bigint) => {
        tries += 1
        return { succeeded: limit >= least, gasUsed }
      }
      expect(leastGas(attempt, lowest, highest, gasUsed)).toBe(least)
      expect(tries).toBeLessThan(30) // log2 of 30,000,000, and two guesses
    }),
  )
})

it('takes few tries when the call needs what it uses', () => {
  let tries = 0
  const attempt = (limit: bigint) => {
    tries += 1
    return { succeeded: limit >= 21_000n, gasUsed: 21_000n }
  }
  expect(leastGas(attempt, 21_000n, 30_000_000n, 21_000n)).toBe(21_000n)
  expect(tries).toBe(1)
})
