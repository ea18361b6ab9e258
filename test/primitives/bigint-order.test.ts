import { expect, it } from 'vitest'
import { larger, smaller } from '../../src/primitives/bigint-order.ts'

it.each([
  [1n, 2n],
  [-1n, 1n],
  [2n ** 70n, 2n ** 70n + 1n],
  [3n, 3n],
])('of %s and %s, in either order', (low, high) => {
  expect([smaller(low, high), smaller(high, low)]).toEqual([low, low])
  expect([larger(low, high), larger(high, low)]).toEqual([high, high])
})
