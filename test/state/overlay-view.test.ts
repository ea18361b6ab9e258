import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MapView } from '../../src/state/map-view.ts'
import { OverlayView } from '../../src/state/overlay-view.ts'
import { State } from '../../src/state/state.ts'
import type { StateDiff } from '../../src/state/state-diff.ts'
import type { StateView } from '../../src/state/state-view.ts'
import { codeOf, contentsOfView, NaiveState } from './naive-state.ts'
import { alice, allocation, bob, dave, KEYS, people, program, run } from './random-program.ts'
import { slotOf, word } from './sample.ts'

const kept = { deleteTouchedEmpty: 'no' } as const

function diffOf(view: StateView, change: (state: State) => void): StateDiff {
  const state = new State(view)
  change(state)
  return state.finish(kept)
}

function overlayOf(...changes: ((state: State) => void)[]): OverlayView {
  const overlay = new OverlayView(new MapView(allocation))
  for (const change of changes) overlay.apply(diffOf(overlay, change))
  return overlay
}

describe('OverlayView', () => {
  it('clears, then sets: only what was set after the clearing is left', () => {
    const overlay = overlayOf(
      (state) => state.createAccount(alice),
      (state) => state.setStorage(alice, word(2), 0, word(7), 0),
    )
    expect([0, 1, 2].map((key) => slotOf(overlay, alice, key))).toEqual([0, 0, 7])
    expect(overlay.diff().accounts).toMatchObject([
      { address: alice, storageCleared: true, storage: [{ key: word(2), value: word(7) }] },
    ])
  })

  it('destructs, then creates anew in a later transaction', () => {
    const overlay = overlayOf(
      (state) => state.destruct(alice),
      (state) => {
        expect(state.exists(alice)).toBe(false)
        expect(state.hasStorage(alice)).toBe(false)
        state.createAccount(alice)
        state.setStorage(alice, word(0), 0, word(1), 0)
      },
    )
    expect(overlay.diff().accounts).toMatchObject([
      {
        address: alice,
        account: { nonce: 0n, balance: 0n },
        storageCleared: true,
        storage: [{ key: word(0), value: word(1) }],
      },
    ])
  })

  it('does not report what was changed and changed back', () => {
    const overlay = overlayOf(
      (state) => state.setStorage(bob, word(0), 0, word(8), 0),
      (state) => state.addBalance(bob, 1n),
      (state) => state.setStorage(bob, word(0), 0, word(3), 0),
      (state) => state.subtractBalance(bob, 1n),
    )
    expect(overlay.diff()).toEqual({ accounts: [], codes: [] })
  })

  it('does not report an account that came and went, nor its code', () => {
    const overlay = overlayOf(
      (state) => state.setCode(dave, codeOf(6)),
      (state) => state.destruct(dave),
    )
    expect(overlay.diff()).toEqual({ accounts: [], codes: [] })
  })

  it('serves codes of earlier transactions', () => {
    const overlay = overlayOf((state) => state.setCode(dave, codeOf(6)))
    expect(new State(overlay).code(dave).bytes).toEqual(codeOf(6))
    expect(new State(overlay).code(alice).bytes).toEqual(codeOf(3))
  })

  it('folds transactions to what applying each to the state gives', () => {
    const block = fc.array(program, { maxLength: 5 })
    const options = fc.constantFrom(kept, { deleteTouchedEmpty: 'yes' } as const)
    fc.assert(
      fc.property(block, options, (transactions, option) => {
        const oneByOne = new MapView(allocation)
        const overlay = new OverlayView(new MapView(allocation))
        for (const transaction of transactions) {
          const state = new State(overlay)
          run(state, new NaiveState(oneByOne, people, KEYS), transaction)
          const diff = state.finish(option)
          oneByOne.apply(diff)
          overlay.apply(diff)
        }
        const atOnce = new MapView(allocation)
        atOnce.apply(overlay.diff())
        expect(contentsOfView(atOnce, KEYS)).toEqual(contentsOfView(oneByOne, KEYS))

        const again = new OverlayView(new MapView(allocation))
        again.apply(overlay.diff())
        expect(again.diff()).toEqual(overlay.diff())
        for (const at of people) expect(overlay.account(at)).toEqual(oneByOne.account(at))
      }),
      { numRuns: 200 },
    )
  })
})
