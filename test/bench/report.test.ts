import { expect, it } from 'vitest'
import type { Bench, BenchResult } from '../../bench/bench.ts'
import { formatFinding, missedGoals, toJson } from '../../bench/report.ts'

const result: BenchResult = {
  rows: [
    { name: 'one', figures: { time: { value: 1500, unit: 'ns' } } },
    {
      name: 'two',
      figures: {
        time: { value: 2, unit: 'ns' },
        ratio: { value: 1.25, unit: 'ratio', goal: { atMost: 1.2 } },
      },
    },
  ],
  summary: { geometricMean: { value: 1.04, unit: 'ratio', goal: { atMost: 1.05 } } },
}
const bench: Bench = { name: 'sample', describe: 'a sample', run: () => result }

it('prints a table with the goals', () => {
  expect(formatFinding({ bench, result })).toBe(
    [
      'sample: a sample',
      '          time            ratio',
      '  one  1.50 µs',
      '  two  2.00 ns  1.250 ✗ ≤ 1.200',
      '  geometricMean: 1.040 ✓ ≤ 1.050',
      '',
    ].join('\n'),
  )
})

it('names every goal that is missed', () => {
  expect(missedGoals([{ bench, result }])).toEqual(['sample, two, ratio: 1.250 ✗ ≤ 1.200'])
})

it('puts the summary directly under the name of the bench', () => {
  const json = toJson({ node: '20' }, [{ bench, result }])
  expect(json).toMatchObject({
    versions: { node: '20' },
    sample: { geometricMean: 1.04, rows: [{ name: 'one', time: 1500 }, { name: 'two' }] },
  })
})
