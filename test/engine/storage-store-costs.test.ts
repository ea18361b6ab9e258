import { describe, expect, it } from 'vitest'
import type { Revision } from '../../src/engine/revision.ts'
import { storageStoreCosts } from '../../src/engine/storage-store-costs.ts'
import { address } from '../../src/primitives/address.ts'
import { toBytes32 } from '../../src/primitives/big-endian.ts'
import { MapView, State } from '../../src/state/index.ts'

const contract = address(new Uint8Array(20).fill(0xc0))
const KEY = toBytes32(0n)
/** What the two PUSH1 before each SSTORE of the EIPs' programs cost. */
const PUSHES = 6

/** Gas and refund of a program that writes `values` to a slot, one after the other. */
function cost(revision: Revision, original: number, values: readonly number[]) {
  const { gas, refund } = storageStoreCosts(revision)
  const storage = original === 0 ? [] : [{ key: KEY, value: toBytes32(BigInt(original)) }]
  const state = new State(new MapView([{ address: contract, nonce: 1n, storage }]))
  const statuses = values.map((value) =>
    state.setStorage(contract, KEY, 0, toBytes32(BigInt(value)), 0),
  )
  const sum = (row: Uint16Array | Int16Array) =>
    statuses.reduce<number>((total, status) => total + (row[status] ?? Number.NaN), 0)
  return { gas: sum(gas) + PUSHES * values.length, refund: sum(refund) }
}

/**
 * The test cases of EIP-1283 (Constantinople), EIP-2200 (Istanbul) and EIP-3529 (London; the slot is warm), as
 * `[gas, refund]`.
 */
// biome-ignore format: table
const cases = [
  { original: 0, values: [0, 0],    eip1283: [412, 0],         eip2200: [1612, 0],        eip3529: [212, 0] },
  { original: 0, values: [0, 1],    eip1283: [20212, 0],       eip2200: [20812, 0],       eip3529: [20112, 0] },
  { original: 0, values: [1, 0],    eip1283: [20212, 19800],   eip2200: [20812, 19200],   eip3529: [20112, 19900] },
  { original: 0, values: [1, 2],    eip1283: [20212, 0],       eip2200: [20812, 0],       eip3529: [20112, 0] },
  { original: 0, values: [1, 1],    eip1283: [20212, 0],       eip2200: [20812, 0],       eip3529: [20112, 0] },
  { original: 1, values: [0, 0],    eip1283: [5212, 15000],    eip2200: [5812, 15000],    eip3529: [3012, 4800] },
  { original: 1, values: [0, 1],    eip1283: [5212, 4800],     eip2200: [5812, 4200],     eip3529: [3012, 2800] },
  { original: 1, values: [0, 2],    eip1283: [5212, 0],        eip2200: [5812, 0],        eip3529: [3012, 0] },
  { original: 1, values: [2, 0],    eip1283: [5212, 15000],    eip2200: [5812, 15000],    eip3529: [3012, 4800] },
  { original: 1, values: [2, 3],    eip1283: [5212, 0],        eip2200: [5812, 0],        eip3529: [3012, 0] },
  { original: 1, values: [2, 1],    eip1283: [5212, 4800],     eip2200: [5812, 4200],     eip3529: [3012, 2800] },
  { original: 1, values: [2, 2],    eip1283: [5212, 0],        eip2200: [5812, 0],        eip3529: [3012, 0] },
  { original: 1, values: [1, 0],    eip1283: [5212, 15000],    eip2200: [5812, 15000],    eip3529: [3012, 4800] },
  { original: 1, values: [1, 2],    eip1283: [5212, 0],        eip2200: [5812, 0],        eip3529: [3012, 0] },
  { original: 1, values: [1, 1],    eip1283: [412, 0],         eip2200: [1612, 0],        eip3529: [212, 0] },
  { original: 0, values: [1, 0, 1], eip1283: [40218, 19800],   eip2200: [40818, 19200],   eip3529: [40118, 19900] },
  { original: 1, values: [0, 1, 0], eip1283: [10218, 19800],   eip2200: [10818, 19200],   eip3529: [5918, 7600] },
]

describe.each(cases)('SSTORE of $values over $original', ({ original, values, ...eips }) => {
  it.each([
    { revision: 'constantinople', expected: eips.eip1283 },
    { revision: 'istanbul', expected: eips.eip2200 },
    { revision: 'london', expected: eips.eip3529 },
  ] as const)('costs $expected at $revision', ({ revision, expected }) => {
    const { gas, refund } = cost(revision, original, values)
    expect([gas, refund]).toEqual(expected)
  })
})

/** Yellow Paper, appendix G: G_sset, G_sreset, R_sclear; only the current and the new value count. */
describe.each(['frontier', 'byzantium', 'petersburg'] as const)('SSTORE at %s', (revision) => {
  // biome-ignore format: table
  it.each([
    { original: 0, values: [1],       gas: 20006, refund: 0 },
    { original: 0, values: [0],       gas: 5006,  refund: 0 },
    { original: 1, values: [2],       gas: 5006,  refund: 0 },
    { original: 1, values: [0],       gas: 5006,  refund: 15000 },
    { original: 1, values: [0, 1, 0], gas: 30018, refund: 30000 },
  ])('of $values over $original costs $gas and earns $refund', ({ original, values, ...expected }) => {
    expect(cost(revision, original, values)).toEqual(expected)
  })
})
