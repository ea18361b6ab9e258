import { type AbstractValue, isConstant, isEntrySlot, slotOf } from './abstract-value.ts'
import type { BlockEffect } from './block-effects.ts'
import { blockExit, type CodeBlocks, NO_BLOCK } from './code-blocks.ts'
import { addSlot } from './slot-list.ts'
import {
  compose,
  heightChange,
  isSameEffect,
  itemAfter,
  join,
  type StackEffect,
} from './stack-effect.ts'

/** One way in which what begins at a block ends: with a jump to an item that was on the stack when it began. */
export interface Return {
  /** How far below the top the destination was at entry. */
  readonly slot: number
  /** From the block's entry to the jump, whose operand is gone. */
  readonly effect: StackEffect
}

/** What begins at a block, seen from outside, whatever it calls and jumps to meanwhile. */
export interface Summary {
  /** None: it never comes back. More than one: where it goes depends on what it computes. */
  readonly returns: readonly Return[]
  /** Slots at entry that are jumped to, here or in what follows; ascending. */
  readonly demand: readonly number[]
}

const NOTHING: Summary = { returns: [], demand: [] }

/** More ways to return than this, or a stack reached into deeper, are not followed: the jumps stay unresolved. */
const MAX_RETURNS = 4
const MAX_REACH = 256
const MAX_CHAIN = 64
/** Evaluations of blocks, and steps along calls in them, for each block. */
const STEPS_PER_BLOCK = 60

/**
 * Summaries of all blocks: the least fixpoint, from "nothing returns" upwards, so that recursion needs no special case. `undefined` when
 * it is not reached within a bound on steps that is linear in the code.
 */
export function summarize(
  blocks: CodeBlocks,
  effects: readonly BlockEffect[],
): readonly Summary[] | undefined {
  return new Fixpoint(blocks, effects).run()
}

class Fixpoint {
  readonly #blocks: CodeBlocks
  readonly #effects: readonly BlockEffect[]
  readonly #summaries: Summary[]
  /** By block: blocks whose summary was made from its. */
  readonly #dependents: number[][]
  readonly #queue: number[] = []
  readonly #isQueued: Uint8Array
  #steps: number
  // Of the block that is evaluated.
  #current = 0
  #returns: Return[] = []
  #demand: number[] = []

  constructor(blocks: CodeBlocks, effects: readonly BlockEffect[]) {
    this.#blocks = blocks
    this.#effects = effects
    this.#summaries = new Array<Summary>(blocks.count).fill(NOTHING)
    this.#dependents = Array.from({ length: blocks.count }, () => [])
    this.#isQueued = new Uint8Array(blocks.count)
    this.#steps = STEPS_PER_BLOCK * blocks.count + 1000
  }

  run(): readonly Summary[] | undefined {
    // What is called mostly lies behind its callers, and what follows a block behind it.
    for (let block = this.#blocks.count - 1; block >= 0; block--) this.#enqueue(block)
    for (let next = 0; next < this.#queue.length; next++) {
      if (this.#steps < 0) return undefined
      const block = this.#queue[next] as number
      this.#isQueued[block] = 0
      this.#evaluate(block)
    }
    return this.#summaries
  }

  #enqueue(block: number): void {
    if (this.#isQueued[block] === 1) return
    this.#isQueued[block] = 1
    this.#queue.push(block)
  }

  #evaluate(block: number): void {
    const effect = this.#effects[block] as BlockEffect
    this.#current = block
    this.#returns = []
    this.#demand = []
    switch (effect.exit) {
      case blockExit.fall:
        this.#flow(effect, block + 1, MAX_CHAIN)
        break
      case blockExit.jump:
        this.#jump(effect, effect.target, MAX_CHAIN)
        break
      case blockExit.branch:
        this.#jump(effect, effect.target, MAX_CHAIN)
        this.#flow(effect, block + 1, MAX_CHAIN)
    }
    this.#update(block)
  }

  #update(block: number): void {
    const made: Summary = { returns: this.#returns, demand: this.#demand }
    if (isSameSummary(made, this.#summaries[block] as Summary)) return
    this.#summaries[block] = made
    for (const dependent of this.#dependents[block] as number[]) this.#enqueue(dependent)
  }

  #jump(state: StackEffect, target: AbstractValue, chain: number): void {
    if (isConstant(target)) {
      const entered = this.#blocks.at[target] ?? NO_BLOCK
      if (entered !== NO_BLOCK) this.#flow(state, entered, chain)
    } else if (isEntrySlot(target)) {
      this.#addDemand(slotOf(target))
      this.#addReturn({ slot: slotOf(target), effect: state })
    }
  }

  /** Control enters `block` with the stack `state`: adds what its summary says. */
  #flow(state: StackEffect, block: number, chain: number): void {
    if (--this.#steps < 0 || chain === 0) return
    const dependents = this.#dependents[block] as number[]
    if (!dependents.includes(this.#current)) dependents.push(this.#current)
    const { demand, returns } = this.#summaries[block] as Summary
    for (const slot of demand) {
      const item = itemAfter(state, slot)
      if (isEntrySlot(item)) this.#addDemand(slotOf(item))
    }
    for (const { slot, effect } of returns) {
      this.#jump(compose(state, effect), itemAfter(state, slot), chain - 1)
    }
  }

  #addDemand(slot: number): void {
    if (slot <= MAX_REACH) addSlot(this.#demand, slot)
  }

  #addReturn(found: Return): void {
    if (found.effect.reach > MAX_REACH || found.effect.outputs.length > MAX_REACH) return
    const change = heightChange(found.effect)
    const index = this.#returns.findIndex(
      ({ slot, effect }) => slot === found.slot && heightChange(effect) === change,
    )
    const known = this.#returns[index]
    if (known !== undefined) {
      this.#returns[index] = { slot: known.slot, effect: join(known.effect, found.effect) }
    } else if (this.#returns.length < MAX_RETURNS) {
      this.#returns.push(found)
    }
  }
}

function isSameSummary(a: Summary, b: Summary): boolean {
  return (
    a.demand.length === b.demand.length &&
    a.demand.every((slot, i) => slot === b.demand[i]) &&
    a.returns.length === b.returns.length &&
    a.returns.every(({ slot, effect }, i) => {
      const other = b.returns[i] as Return
      return slot === other.slot && isSameEffect(effect, other.effect)
    })
  )
}
