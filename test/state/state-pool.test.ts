import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CodeTable } from '../../src/state/code-table.ts'
import { MapView } from '../../src/state/map-view.ts'
import { State } from '../../src/state/state.ts'
import { StatePool } from '../../src/state/state-pool.ts'
import { NaiveState } from './naive-state.ts'
import { alice, allocation, KEYS, people, program, run } from './random-program.ts'
import { word } from './sample.ts'

const kept = { deleteTouchedEmpty: 'no' } as const
const view = new MapView(allocation)

describe('StatePool', () => {
  it('gives a state that does what a new one does, and leaves earlier diffs alone', () => {
    fc.assert(
      fc.property(fc.array(program, { minLength: 2, maxLength: 5 }), (programs) => {
        const pool = new StatePool(new CodeTable())
        const ended = programs.map((steps) => {
          const state = pool.take(view)
          run(state, new NaiveState(view, people, KEYS), steps)
          const diff = state.finish(kept)
          pool.give(state)
          return { steps, diff }
        })
        for (const { steps, diff } of ended) {
          const state = new State(view)
          run(state, new NaiveState(view, people, KEYS), steps)
          expect(diff).toEqual(state.finish(kept))
        }
      }),
    )
  })

  it('uses a state again, over another view', () => {
    const pool = new StatePool(new CodeTable())
    const state = pool.take(view)
    state.setTransientStorage(alice, word(1), 0, word(1), 0)
    state.warmSlot(alice, word(0), 0)
    pool.give(state)
    const again = pool.take(new MapView([]))
    expect(again).toBe(state)
    expect(again.exists(alice)).toBe(false)
    expect(again.warmSlot(alice, word(0), 0)).toBe(false)
    const transient = word(9)
    again.transientStorage(alice, word(1), 0, transient, 0)
    expect(transient).toEqual(word(0))
  })

  it('keeps two states apart that are in use at once', () => {
    const pool = new StatePool(new CodeTable())
    expect(pool.take(view)).not.toBe(pool.take(view))
  })

  it('does not keep the memory of a transaction that saw very much', () => {
    const pool = new StatePool(new CodeTable())
    const state = pool.take(view)
    const key = word(0)
    for (let i = 0; i < 2 ** 16; i++) {
      key[0] = i & 0xff
      key[1] = i >> 8
      state.warmSlot(alice, key, 0)
    }
    pool.give(state)
    expect(pool.take(view)).not.toBe(state)
  })
})
