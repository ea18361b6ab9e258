import { type AbstractValue, entrySlot, isEntrySlot, slotOf } from './abstract-value.ts'

/**
 * What a piece of code does to the stack: the `reach` upper items are replaced by `outputs`, the last of which is on top.
 * Items below the reach stay.
 */
export interface StackEffect {
  readonly reach: number
  readonly outputs: readonly AbstractValue[]
}

/** The item `slot` places below the top after `effect`. */
export function itemAfter({ reach, outputs }: StackEffect, slot: number): AbstractValue {
  const place = outputs.length - 1 - slot
  return place >= 0 ? (outputs[place] as AbstractValue) : entrySlot(reach - place - 1)
}

/** By how much the stack is higher after `effect`. */
export function heightChange({ reach, outputs }: StackEffect): number {
  return outputs.length - reach
}

/** `first`, then `second`. */
export function compose(first: StackEffect, second: StackEffect): StackEffect {
  const missing = Math.max(second.reach - first.outputs.length, 0)
  const kept = first.outputs.length + missing - second.reach
  const outputs: AbstractValue[] = []
  for (let place = 0; place < kept; place++) outputs.push(first.outputs[place] as AbstractValue)
  for (const value of second.outputs) {
    outputs.push(isEntrySlot(value) ? itemAfter(first, slotOf(value)) : value)
  }
  return { reach: first.reach + missing, outputs }
}

/** What holds after either of two effects of the same height change. */
export function join(a: StackEffect, b: StackEffect): StackEffect {
  if (a.reach < b.reach) return join(b, a)
  const below = a.reach - b.reach
  const outputs = a.outputs.map((value, place) => {
    const other =
      place < below ? entrySlot(a.reach - 1 - place) : (b.outputs[place - below] as AbstractValue)
    return value === other ? value : -1
  })
  return { reach: a.reach, outputs }
}

export function isSameEffect(a: StackEffect, b: StackEffect): boolean {
  return (
    a.reach === b.reach &&
    a.outputs.length === b.outputs.length &&
    a.outputs.every((value, place) => value === b.outputs[place])
  )
}
