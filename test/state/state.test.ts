import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Address, address } from '../../src/primitives/address.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { keccak256 } from '../../src/primitives/keccak256.ts'
import { CodeTable } from '../../src/state/code-table.ts'
import { EMPTY_CODE } from '../../src/state/contract-code.ts'
import { InvalidCheckpointError } from '../../src/state/journal.ts'
import { MapView } from '../../src/state/map-view.ts'
import { slotStatus } from '../../src/state/slot-status.ts'
import { State } from '../../src/state/state.ts'
import { codeOf, contentsOfView, NaiveState } from './naive-state.ts'
import {
  alice,
  allocation,
  bob,
  carol,
  dave,
  KEYS,
  people,
  program,
  run,
} from './random-program.ts'
import { addressOf, slotOf, word } from './sample.ts'

const kept = { deleteTouchedEmpty: 'no' } as const
const deleted = { deleteTouchedEmpty: 'yes' } as const

const newState = (): State => new State(new MapView(allocation))

describe('State', () => {
  // https://github.com/ethereum/evmc/blob/master/docs/EVM_Storage_Change_Status.md
  // biome-ignore format: table
  it.each([
    { rule: '0 → 0 → 0', original: 0, current: 0, next: 0, status: slotStatus.assigned },
    { rule: 'X → X → X', original: 1, current: 1, next: 1, status: slotStatus.assigned },
    { rule: '0 → Y → Y', original: 0, current: 2, next: 2, status: slotStatus.assigned },
    { rule: 'X → Y → Y', original: 1, current: 2, next: 2, status: slotStatus.assigned },
    { rule: '0 → Y → Z', original: 0, current: 2, next: 3, status: slotStatus.assigned },
    { rule: 'X → Y → Z', original: 1, current: 2, next: 3, status: slotStatus.assigned },
    { rule: 'X → 0 → 0', original: 1, current: 0, next: 0, status: slotStatus.assigned },
    { rule: '0 → 0 → Z', original: 0, current: 0, next: 3, status: slotStatus.added },
    { rule: 'X → X → 0', original: 1, current: 1, next: 0, status: slotStatus.deleted },
    { rule: 'X → X → Z', original: 1, current: 1, next: 3, status: slotStatus.modified },
    { rule: 'X → 0 → Z', original: 1, current: 0, next: 3, status: slotStatus.deletedAdded },
    { rule: 'X → Y → 0', original: 1, current: 2, next: 0, status: slotStatus.modifiedDeleted },
    { rule: 'X → 0 → X', original: 1, current: 0, next: 1, status: slotStatus.deletedRestored },
    { rule: '0 → Y → 0', original: 0, current: 2, next: 0, status: slotStatus.addedDeleted },
    { rule: 'X → Y → X', original: 1, current: 2, next: 1, status: slotStatus.modifiedRestored },
  ])('gives status $status for $rule', ({ original, current, next, status }) => {
    const state = new State(
      new MapView([{ address: alice, storage: [{ key: word(7), value: word(original) }] }]),
    )
    state.setStorage(alice, word(7), 0, word(current), 0)
    expect(state.setStorage(alice, word(7), 0, word(next), 0)).toBe(status)
    expect(slotOf(state, alice, 7)).toBe(next)
  })

  it('starts statuses anew when the storage was cleared by a creation', () => {
    const state = newState()
    state.setStorage(alice, word(0), 0, word(9), 0)
    state.createAccount(alice)
    expect(slotOf(state, alice, 0)).toBe(0)
    expect(state.hasStorage(alice)).toBe(false)
    expect(state.setStorage(alice, word(0), 0, word(9), 0)).toBe(slotStatus.added)
    expect(state.finish(kept).accounts).toMatchObject([
      { storageCleared: true, storage: [{ key: word(0), value: word(9) }] },
    ])
  })

  it('keeps slots warm through a creation', () => {
    const state = newState()
    expect(state.warmSlot(alice, word(0), 0)).toBe(false)
    state.createAccount(alice)
    expect(state.warmSlot(alice, word(0), 0)).toBe(true)
  })

  it('deletes a touched empty account only where EIP-161 holds', () => {
    const finish = (options: typeof kept | typeof deleted) => {
      const state = newState()
      state.touch(carol)
      state.touch(dave)
      return state.finish(options).accounts.map(({ address, account }) => ({ address, account }))
    }
    expect(finish(deleted)).toEqual([{ address: carol, account: undefined }])
    expect(finish(kept)).toMatchObject([{ address: dave, account: { nonce: 0n } }])
  })

  it('leaves an empty account alone that was not touched', () => {
    const state = newState()
    expect(state.isEmpty(carol)).toBe(true)
    expect(state.finish(deleted).accounts).toEqual([])
  })

  it('forgets a touch on revert, except one for good (mainnet, call to 0x03)', () => {
    const state = newState()
    const start = state.checkpoint()
    state.touch(carol)
    state.touchForGood(bob)
    state.subtractBalance(bob, 5n)
    state.revertTo(start)
    expect(state.finish(deleted).accounts).toEqual([])

    state.touchForGood(carol)
    state.revertTo(start)
    expect(state.finish(deleted).accounts).toMatchObject([{ address: carol, account: undefined }])
  })

  it('says once that an account is newly registered for deletion', () => {
    const state = newState()
    const start = state.checkpoint()
    expect(state.destruct(alice)).toBe(true)
    expect(state.destruct(alice)).toBe(false)
    state.revertTo(start)
    expect(state.wasDestructed(alice)).toBe(false)
    expect(state.destruct(alice)).toBe(true)
    expect(state.finish(kept).accounts).toEqual([
      { address: alice, account: undefined, storageCleared: true, storage: [] },
    ])
  })

  it('leaves no trace of an account that was created and destructed', () => {
    const state = newState()
    state.createAccount(dave)
    state.setCode(dave, codeOf(9))
    state.setStorage(dave, word(0), 0, word(1), 0)
    state.destruct(dave)
    expect(state.finish(deleted)).toEqual({ accounts: [], codes: [] })
  })

  it('returns the same code object for the same hash, across states that share a table', () => {
    const codes = new CodeTable()
    const first = new State(new MapView(allocation), codes)
    const second = new State(new MapView(allocation), codes)
    first.setCode(dave, codeOf(3))
    expect(first.code(dave)).toBe(first.code(alice))
    expect(second.code(alice)).toBe(first.code(alice))
    expect(first.code(alice).hash).toEqual(keccak256(codeOf(3)))
    expect(first.code(carol)).toBe(EMPTY_CODE)
  })

  it('finds a code that was just set even if the shared table forgot it', () => {
    const state = new State(new MapView(allocation), new CodeTable(1))
    state.setCode(dave, codeOf(9))
    state.setCode(bob, codeOf(8))
    expect(state.code(dave).bytes).toEqual(codeOf(9))
  })

  it('tells many accounts apart, by equal bytes in other objects, when they differ in one byte only', () => {
    const state = newState()
    const where = (i: number) => address(new Uint8Array(20).fill(1, i, i + 1))
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 20; i++) state.addBalance(where(i), BigInt(i + 1))
    }
    for (let i = 0; i < 20; i++) expect(state.balance(where(i))).toBe(BigInt(2 * (i + 1)))
    expect(state.finish(kept).accounts.map(({ address: at }) => at.indexOf(1))).toEqual(
      Array.from({ length: 20 }, (_, i) => i),
    )
  })

  it('reads a slot with its original value and accesses it, and writes it by its number', () => {
    const state = newState()
    const read = new Uint8Array(64)
    const expectSlot = (value: number, original: number) =>
      expect([read.slice(0, 32), read.slice(32)]).toEqual([word(value), word(original)])
    expect(state.readSlot(alice, word(1), 0, read, 0)).toBe(false)
    expectSlot(2, 2)
    const { lastSlot: slot, slotVersion } = state
    state.readSlot(bob, word(1), 0, read, 0)
    expect(state.slotVersion).toBe(slotVersion)

    const start = state.checkpoint()
    state.writeSlot(slot, word(9), 0)
    expect(state.slotVersion).not.toBe(slotVersion)
    expect(state.readSlot(alice, word(1), 0, read, 0)).toBe(true)
    expectSlot(9, 2)
    const { slotVersion: written } = state
    state.revertTo(start)
    expect(state.slotVersion).not.toBe(written)
    state.readSlot(alice, word(1), 0, read, 0)
    expectSlot(2, 2)
  })

  it('copies what it is given', () => {
    const state = newState()
    const key = word(2)
    const value = word(5)
    const where = addressOf(0xa)
    state.setStorage(where, key, 0, value, 0)
    key.fill(9)
    value.fill(9)
    where.fill(9)
    expect(slotOf(state, alice, 2)).toBe(5)
  })

  it('refuses balances outside of 256 bits', () => {
    const state = newState()
    const refused = expect.objectContaining({ code: 'BALANCE_OUT_OF_RANGE' })
    expect(() => state.subtractBalance(alice, 101n)).toThrow(refused)
    expect(() => state.addBalance(alice, 2n ** 256n - 100n)).toThrow(refused)
    state.addBalance(alice, 2n ** 256n - 101n)
    expect(state.balance(alice)).toBe(2n ** 256n - 1n)
  })

  it.each([-1, 1, Number.NaN])('refuses checkpoint %s', (checkpoint) => {
    expect(() => newState().revertTo(checkpoint)).toThrow(InvalidCheckpointError)
  })

  it('reports codes that accounts have at the end, and no others', () => {
    const state = newState()
    const start = state.checkpoint()
    state.setCode(dave, codeOf(7))
    state.revertTo(start)
    state.setCode(dave, codeOf(8))
    state.setCode(bob, codeOf(8))
    const hash = keccak256(codeOf(8))
    expect(state.finish(kept).codes).toEqual([{ hash, code: codeOf(8) }])
  })
})

function expectSame(state: State, naive: NaiveState, at: Address): void {
  const account = naive.account(at)
  expect(state.exists(at)).toBe(account !== undefined)
  expect(state.balance(at)).toBe(account?.balance ?? 0n)
  expect(state.nonce(at)).toBe(account?.nonce ?? 0n)
  expect(toHex(state.code(at).bytes)).toBe(account?.code ?? '0x')
  expect(state.wasCreated(at)).toBe(naive.marked('created', at))
  expect(state.wasDestructed(at)).toBe(naive.marked('destructed', at))
  for (let k = 0; k < KEYS; k++) {
    expect(slotOf(state, at, k)).toBe(naive.slot(at, k))
    const original = state.originalStorage.bind(state)
    expect(slotOf({ storage: original }, at, k)).toBe(naive.original(at, k))
    const transient = state.transientStorage.bind(state)
    expect(slotOf({ storage: transient }, at, k)).toBe(naive.transient(at, k))
  }
}

describe('State against a model that copies everything', () => {
  it('agrees on every result, every value after any nesting of reverts, and the diff', () => {
    const options = fc.constantFrom(kept, deleted)
    fc.assert(
      fc.property(program, program, options, (before, after, option) => {
        const view = new MapView(allocation)
        const state = new State(view)
        const naive = new NaiveState(view, people, KEYS)
        run(state, naive, before)
        for (const at of people) expectSame(state, naive, at)
        run(state, naive, after)
        for (const at of people) expectSame(state, naive, at)

        const diff = state.finish(option)
        const unchanged = contentsOfView(view, KEYS)
        view.apply(diff)
        expect(contentsOfView(view, KEYS)).toEqual(naive.end(option.deleteTouchedEmpty))
        const changes = contentsOfView(view, KEYS)
        if (diff.accounts.length === 0) expect(changes).toEqual(unchanged)
      }),
      { numRuns: 400 },
    )
  })
})
