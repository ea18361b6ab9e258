import type { CodeTable } from './code-table.ts'
import { State } from './state.ts'
import type { StateView } from './state-view.ts'

/** As many as transactions run within each other: one, but where a view runs transactions to answer. */
const MAX_STATES = 4
/** States of a larger size are not kept: what they hold, some 100 bytes for each, would stay for good. */
const MAX_SIZE = 65_536

/**
 * States to be used again. A new state with its tables takes several times as long as a transaction that does little.
 *
 * Nothing of a transaction is seen by the next one.
 */
export class StatePool {
  private readonly codes: CodeTable
  private readonly states: State[] = []

  /** @param codes shared by the states */
  constructor(codes: CodeTable) {
    this.codes = codes
  }

  /** A state over `view`, as new. */
  take(view: StateView): State {
    const state = this.states.pop()
    if (state === undefined) return new State(view, this.codes)
    state.restart(view)
    return state
  }

  /** Takes back a state whose transaction has ended and which nobody else uses. */
  give(state: State): void {
    if (this.states.length < MAX_STATES && state.size <= MAX_SIZE) this.states.push(state)
  }
}
