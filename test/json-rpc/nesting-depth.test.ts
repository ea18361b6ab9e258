import fc from 'fast-check'
import { expect, it } from 'vitest'
import { nestsDeeperThan } from '../../src/json-rpc/nesting-depth.ts'

/** The depth by walking the parsed value: the plain form of the scan. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

it('agrees with the depth of the parsed value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(6), (value, limit) => {
      const text = Buffer.from(JSON.stringify(value))
      expect(nestsDeeperThan(text, limit)).toBe(depthOf(value) > limit)
    }),
  )
})

it('does not count what stands in strings', () => {
  expect(nestsDeeperThan(Buffer.from(String.raw`["[[[", "\"[[["]`), 1)).toBe(false)
})

it('stops at the first place that is too deep', () => {
  expect(nestsDeeperThan(Buffer.from('['.repeat(100_000)), 64)).toBe(true)
})
