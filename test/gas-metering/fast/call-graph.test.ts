import { describe, expect, it } from 'vitest'
import { planCalls } from '../../../src/gas-metering/fast/call-graph.ts'
import type { FunctionSummary } from '../../../src/gas-metering/fast/function-summary.ts'

const IMPORTS = 2

/** A function of `units` that calls the local functions at the given positions. */
function summary(
  units: number,
  callees: readonly number[],
  indirect: 'indirect' | 'direct' = 'direct',
): FunctionSummary {
  return {
    stack: { units: 16, checked: true },
    callees: callees.map((position) => position + IMPORTS),
    callsIndirectly: indirect === 'indirect',
    handlesReferences: false,
    units,
  }
}

describe('planCalls', () => {
  it('checks where a call can come back to', () => {
    const graph = [
      summary(1, [1]),
      summary(1, [2]),
      summary(1, [1]),
      summary(1, [3]),
      summary(1, []),
    ]
    expect(planCalls(graph, IMPORTS, []).checks).toEqual([false, true, true, true, false])
  })

  it('takes an indirect call for a call of every function in a table', () => {
    const graph = [summary(1, [], 'indirect'), summary(1, [0]), summary(1, [])]
    expect(planCalls(graph, IMPORTS, [1, 2]).checks).toEqual([true, true, false])
    expect(planCalls(graph, IMPORTS, [2]).checks).toEqual([false, false, false])
  })

  it('ignores imports: before them gas is checked anyway', () => {
    expect(planCalls([summary(1, [-1, -2])], IMPORTS, []).checks).toEqual([false])
  })

  it('checks calls that double from function to function before they run for years', () => {
    const doubling = Array.from({ length: 64 }, (_, position) =>
      summary(100, position < 63 ? [position + 1, position + 1] : []),
    )
    const checks = planCalls(doubling, IMPORTS, []).checks
    // 100 * 2^17 is above the bound of ten million; then the count starts again.
    const distances = checks.flatMap((checked, position) => (checked ? [position] : []))
    expect(distances.length).toBeGreaterThan(2)
    expect(
      distances.every((position, at) => at === 0 || position - (distances[at - 1] ?? 0) < 20),
    ).toBe(true)
    expect(checks.slice(-15)).toEqual(Array(15).fill(false))
  })

  it('walks a chain of a hundred thousand functions without recursion of its own', () => {
    const chain = Array.from({ length: 100_000 }, (_, position) =>
      summary(1, position < 99_999 ? [position + 1] : [0]),
    )
    expect(planCalls(chain, IMPORTS, []).checks.every((checked) => checked)).toBe(true)
  })
})
