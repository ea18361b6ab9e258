import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromPlainJson, toPlainJson } from '../../src/paranoid/plain-json.ts'

const leaf = fc.oneof(
  fc.bigInt(),
  fc.integer(),
  fc.boolean(),
  fc.uint8Array(),
  fc.constant('legacy'),
)
const data = fc.array(fc.record({ a: leaf, b: fc.array(leaf) }))

it('bigints and bytes come back as what they were', () => {
  fc.assert(
    fc.property(data, (value) => {
      expect(fromPlainJson(toPlainJson(value))).toEqual(value)
    }),
  )
})
