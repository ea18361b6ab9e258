import { expect, it } from 'vitest'
import { measure, pairedRatio, summarise } from '../../bench/measure.ts'

it('summarises times by minimum and median', () => {
  expect(summarise([5, 1, 9, 3, 7])).toMatchObject({ min: 1, median: 5 })
})

it('compares two subjects round by round', () => {
  // The second and third rounds were disturbed, for both.
  expect(pairedRatio(summarise([2, 20, 40, 2.2]), summarise([1, 10, 20, 1]))).toBe(2)
})

it('runs every subject and tells the slow one from the fast one', () => {
  let sink = 0
  const spin = (iterations: number) => () => {
    for (let i = 0; i < iterations; i++) sink = Math.imul(sink, 48_271) ^ i
  }
  const times = measure({ slow: spin(200_000), fast: spin(2_000) }, { rounds: 5, roundMs: 1 })
  expect(times.slow.min).toBeGreaterThan(10 * times.fast.min)
  expect(times.slow.median).toBeGreaterThanOrEqual(times.slow.min)
})
