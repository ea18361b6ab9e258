import { describe, expect, it } from 'vitest'
import { firstDifference, observeAfter } from '../../../src/conformance/pallet/observed-state.ts'
import { address } from '../../../src/primitives/address.ts'
import { toBytes32 } from '../../../src/primitives/big-endian.ts'
import { ZERO_BYTES32 } from '../../../src/primitives/bytes32.ts'
import { EMPTY_CODE_HASH } from '../../../src/primitives/empty-hashes.ts'
import { MapView } from '../../../src/state/index.ts'

const where = address(new Uint8Array(20).fill(1))
const other = address(new Uint8Array(20).fill(2))
const [ONE, TWO] = [toBytes32(1n), toBytes32(2n)]
const account = { nonce: 0n, balance: 5n, codeHash: EMPTY_CODE_HASH }
const storage = [
  { key: ONE, value: ONE },
  { key: TWO, value: TWO },
]

function view(): MapView {
  const accounts = [where, other].map((it) => ({
    ...account,
    address: it,
    code: new Uint8Array(0),
    storage,
  }))
  return new MapView(accounts)
}

const nothing = { accounts: [], codes: [] }
const diff = (parts: object) => ({
  accounts: [{ address: where, account, storageCleared: false, storage: [], ...parts }],
  codes: [],
})

describe('what is observed of a state', () => {
  it('is the same for a diff that changes nothing', () => {
    const before = observeAfter(view(), nothing)
    expect(before.size).toBe(6)
    expect(firstDifference(before, observeAfter(view(), diff({})))).toBeUndefined()
  })

  // biome-ignore format: table
  it.each([
    { name: 'a balance',       parts: { account: { ...account, balance: 6n } },            difference: /balance: expected 5, got 6/ },
    { name: 'a nonce',         parts: { account: { ...account, nonce: 1n } },              difference: /nonce: expected 0, got 1/ },
    { name: 'code',            parts: { account: { ...account, codeHash: ONE } },          difference: /code: expected 0, got 0x0/ },
    { name: 'a slot',          parts: { storage: [{ key: ONE, value: TWO }] },             difference: /slot .*1: expected .*1, got .*2/ },
    { name: 'a slot that goes', parts: { storage: [{ key: ONE, value: ZERO_BYTES32 }] },   difference: /slot .*1: expected .*1, got 0/ },
    { name: 'all slots',       parts: { storageCleared: true },                            difference: /slot .*1: expected .*1, got 0/ },
    { name: 'the account',     parts: { account: undefined, storageCleared: true },        difference: /balance: expected 5, got 0/ },
  ])('tells that $name differs', ({ parts, difference }) => {
    const before = observeAfter(view(), nothing)
    expect(firstDifference(before, observeAfter(view(), diff(parts)))).toMatch(difference)
  })
})
