import { expect, it } from 'vitest'
import { nearestName } from '../../src/primitives/nearest-name.ts'

const known = ['eth_call', 'eth_getBalance', 'eth_getBlockByHash', 'net_version']

// biome-ignore format: table
it.each([
  { wanted: 'eth_getbalance',    suggested: 'eth_getBalance' },
  { wanted: 'eth_getBalanse',    suggested: 'eth_getBalance' },
  { wanted: 'getBlockByHash',    suggested: 'eth_getBlockByHash' },
  { wanted: 'eth_cal',           suggested: 'eth_call' },
  { wanted: 'foo',               suggested: undefined },
  { wanted: '',                  suggested: undefined },
  { wanted: 'x'.repeat(100_000), suggested: undefined },
])('suggests $suggested', ({ wanted, suggested }) => {
  expect(nearestName(wanted, known)).toBe(suggested)
})
