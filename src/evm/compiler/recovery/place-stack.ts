import { type AbstractValue, entrySlot, isEntrySlot, slotOf, UNKNOWN } from './abstract-value.ts'
import type { Place, PlaceStack, ProcedureExit } from './control-flow.ts'
import { heightChange, itemAfter, type StackEffect } from './stack-effect.ts'

/** The stack at the entry of a procedure. */
export const entryStack: PlaceStack = { height: 0, item: entrySlot }

/** The stack at a place: what it holds is known, nothing else. */
export class StackAtPlace implements PlaceStack {
  readonly height: number
  readonly #place: Place

  constructor(place: Place) {
    this.height = place.height
    this.#place = place
  }

  item(slot: number): AbstractValue {
    const { slots, held } = this.#place
    for (let at = 0; at < slots.length; at++) {
      if (slots[at] === slot) return held[at] as AbstractValue
    }
    return UNKNOWN
  }
}

/** The stack when an effect has happened to another one. */
export class StackAfter implements PlaceStack {
  readonly height: number
  readonly #effect: StackEffect
  readonly #before: PlaceStack

  constructor(effect: StackEffect, before: PlaceStack) {
    this.height = before.height + heightChange(effect)
    this.#effect = effect
    this.#before = before
  }

  item(slot: number): AbstractValue {
    const item = itemAfter(this.#effect, slot)
    return isEntrySlot(item) ? this.#before.item(slotOf(item)) : item
  }
}

/**
 * The stack behind a call. Of what a procedure leaves, its callers rely only on items that it does not touch: it keeps
 * account of which, and the lowering checks them.
 */
export class StackAfterCall implements PlaceStack {
  readonly height: number
  readonly #exit: Pick<ProcedureExit, 'effect' | 'trusted'>
  readonly #before: PlaceStack

  constructor(exit: Pick<ProcedureExit, 'effect' | 'trusted'>, before: PlaceStack) {
    this.height = before.height + heightChange(exit.effect)
    this.#exit = exit
    this.#before = before
  }

  item(slot: number): AbstractValue {
    const { effect, trusted } = this.#exit
    const item = itemAfter(effect, slot)
    if (!isEntrySlot(item)) return UNKNOWN
    // The same distance from the bottom as before.
    const isUntouched = slotOf(item) - slot === -heightChange(effect)
    if (!isUntouched) return UNKNOWN
    trusted.add(slotOf(item))
    return this.#before.item(slotOf(item))
  }
}
