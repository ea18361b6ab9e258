import { type AbstractValue, isConstant, isEntrySlot, slotOf } from './abstract-value.ts'
import { type CodeBlocks, NO_BLOCK } from './code-blocks.ts'
import type { PlaceStack } from './control-flow.ts'
import { destination } from './procedure-entries.ts'
import { addSlot } from './slot-list.ts'
import { compose, itemAfter, type StackEffect } from './stack-effect.ts'
import type { Summary } from './summaries.ts'

const MAX_CHAIN = 16
const UNTOUCHED: StackEffect = { reach: 0, outputs: [] }

/**
 * How far below the top the items are that jumps depend on from `block` on, when it is entered with `stack`: what the
 * block's own summary says, and, where it returns to a known address, what follows there. Ascending.
 */
export function demandedSlots(
  facts: { readonly blocks: CodeBlocks; readonly summaries: readonly Summary[] },
  block: number,
  stack: PlaceStack,
): readonly number[] {
  const { blocks, summaries } = facts
  const own = (summaries[block] as Summary).demand
  if (!holdsConstant(stack, own)) return own
  const slots: number[] = []
  const flow = (state: StackEffect, entered: number, chain: number): void => {
    const { demand, returns } = summaries[entered] as Summary
    for (const slot of demand) {
      const item = itemAfter(state, slot)
      if (isEntrySlot(item)) addSlot(slots, slotOf(item))
    }
    if (chain === 0) return
    for (const { slot, effect } of returns) {
      const next = destination(blocks, knownItem(itemAfter(state, slot), stack))
      if (next !== NO_BLOCK) flow(compose(state, effect), next, chain - 1)
    }
  }
  flow(UNTOUCHED, block, MAX_CHAIN)
  return slots
}

function holdsConstant(stack: PlaceStack, slots: readonly number[]): boolean {
  for (const slot of slots) if (isConstant(stack.item(slot))) return true
  return false
}

function knownItem(item: AbstractValue, stack: PlaceStack): AbstractValue {
  return isEntrySlot(item) ? stack.item(slotOf(item)) : item
}
