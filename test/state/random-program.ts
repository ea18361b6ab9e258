import fc from 'fast-check'
import { expect } from 'vitest'
import { toHex } from '../../src/primitives/hex.ts'
import type { State } from '../../src/state/state.ts'
import { codeOf, type NaiveState } from './naive-state.ts'
import { addressOf, word } from './sample.ts'

export const alice = addressOf(0xa)
export const bob = addressOf(0xb)
export const carol = addressOf(0xc)
export const dave = addressOf(0xd)

/** Alice has everything, Bob storage only (EIP-7610), Carol is empty, Dave does not exist. */
export const allocation = [
  {
    address: alice,
    nonce: 1n,
    balance: 100n,
    code: codeOf(3),
    storage: [
      { key: word(0), value: word(1) },
      { key: word(1), value: word(2) },
    ],
  },
  { address: bob, balance: 5n, storage: [{ key: word(0), value: word(3) }] },
  { address: carol },
]
export const people = [alice, bob, carol, dave]
export const KEYS = 3

type Step = (state: State, naive: NaiveState) => void
const where = fc.constantFrom(...people)
const small = fc.nat(3)
const key = fc.nat(KEYS - 1)

/** Any one operation on both, comparing what it returns. */
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(where, key, small).map(
    ([at, k, v]): Step =>
      (state, naive) => {
        expect(state.setStorage(at, word(k), 0, word(v), 0)).toBe(naive.setSlot(at, k, v))
      },
  ),
  fc.tuple(where, key, small).map(
    ([at, k, v]): Step =>
      (state, naive) => {
        state.setTransientStorage(at, word(k), 0, word(v), 0)
        naive.setTransient(at, k, v)
      },
  ),
  fc.tuple(where, key).map(
    ([at, k]): Step =>
      (state, naive) => {
        expect(state.warmSlot(at, word(k), 0)).toBe(naive.mark('warm', at, k))
      },
  ),
  where.map(
    (at): Step =>
      (state, naive) => {
        expect(state.warmAccount(at)).toBe(naive.mark('warm', at))
      },
  ),
  where.map(
    (at): Step =>
      (state, naive) => {
        expect(state.destruct(at)).toBe(!naive.mark('destructed', at))
      },
  ),
  fc.tuple(where, small).map(
    ([at, v]): Step =>
      (state, naive) => {
        state.addBalance(at, BigInt(v))
        naive.touch(at).balance += BigInt(v)
      },
  ),
  where.map(
    (at): Step =>
      (state, naive) => {
        const balance = state.balance(at)
        state.subtractBalance(at, balance)
        naive.touch(at).balance -= balance
      },
  ),
  fc.tuple(where, small).map(
    ([at, v]): Step =>
      (state, naive) => {
        state.setNonce(at, BigInt(v))
        naive.touch(at).nonce = BigInt(v)
      },
  ),
  fc.tuple(where, small).map(
    ([at, v]): Step =>
      (state, naive) => {
        state.setCode(at, codeOf(v))
        naive.touch(at).code = toHex(codeOf(v))
      },
  ),
  where.map(
    (at): Step =>
      (state, naive) => {
        state.touch(at)
        naive.touch(at)
      },
  ),
  where.map(
    (at): Step =>
      (state, naive) => {
        state.touchForGood(at)
        naive.touchForGood(at)
      },
  ),
  where.map(
    (at): Step =>
      (state, naive) => {
        state.createAccount(at)
        naive.create(at)
      },
  ),
)

export type Program = readonly (
  | { readonly step: Step }
  | 'open'
  | 'revert'
  | 'close'
  | 'revertAll'
)[]
export const program: fc.Arbitrary<Program> = fc.array(
  fc.oneof(
    { weight: 40, arbitrary: step.map((one) => ({ step: one })) },
    { weight: 10, arbitrary: fc.constant('open' as const) },
    { weight: 5, arbitrary: fc.constant('revert' as const) },
    { weight: 5, arbitrary: fc.constant('close' as const) },
    { weight: 1, arbitrary: fc.constant('revertAll' as const) },
  ),
  { maxLength: 60 },
)

/** Runs the program on both. */
export function run(state: State, naive: NaiveState, steps: Program): void {
  const open: { state: number; naive: number }[] = []
  const revertTo = (to: { state: number; naive: number } | undefined): void => {
    if (to === undefined) return
    state.revertTo(to.state)
    naive.revertTo(to.naive)
  }
  for (const one of steps) {
    if (one === 'open') open.push({ state: state.checkpoint(), naive: naive.checkpoint() })
    else if (one === 'close') open.pop()
    else if (one === 'revert') revertTo(open.pop())
    else if (one === 'revertAll') revertTo(open.splice(0)[0])
    else one.step(state, naive)
  }
}
