import { describe, expect, it } from 'vitest'
import { type ForkSchedule, revisionAt } from '../../src/chain/fork-schedule.ts'

const schedule: ForkSchedule = [
  { revision: 'byzantium', block: 2n },
  { revision: 'london', block: 5n },
  { revision: 'shanghai', timestamp: 100n },
]

describe('revisionAt', () => {
  // biome-ignore format: table
  it.each([
    { number: 1n, timestamp: 0n,   revision: 'frontier' },
    { number: 2n, timestamp: 0n,   revision: 'byzantium' },
    { number: 4n, timestamp: 99n,  revision: 'byzantium' },
    { number: 5n, timestamp: 99n,  revision: 'london' },
    { number: 6n, timestamp: 100n, revision: 'shanghai' },
  ])('block $number at second $timestamp is of $revision', ({ number, timestamp, revision }) => {
    expect(revisionAt(schedule, number, timestamp)).toBe(revision)
  })
})
