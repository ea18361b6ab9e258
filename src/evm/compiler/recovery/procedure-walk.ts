import { type AbstractValue, entrySlot, isConstant, isEntrySlot, slotOf } from './abstract-value.ts'
import type { BlockEffect } from './block-effects.ts'
import { blockExit, type CodeBlocks, NO_BLOCK } from './code-blocks.ts'
import type {
  Edge,
  Place,
  Procedure,
  PlaceStack as Stack,
  UnresolvedReason,
} from './control-flow.ts'
import { demandedSlots } from './demanded-slots.ts'
import { entryStack, StackAfter, StackAfterCall, StackAtPlace } from './place-stack.ts'
import { destination, isSmall, onlyReturn } from './procedure-entries.ts'
import { heightChange } from './stack-effect.ts'
import type { Return, Summary } from './summaries.ts'

/** What is known of the code, and the procedures found so far. */
export interface CodeFacts {
  readonly blocks: CodeBlocks
  readonly effects: readonly BlockEffect[]
  readonly summaries: readonly Summary[]
  /** By block: whether jumps there are calls. Grows. */
  readonly isEntry: Uint8Array
  /** By block: whether it has a place anywhere. */
  readonly placed: Uint8Array
  readonly procedures: Procedure[]
  /** By block: the procedure that begins there. */
  readonly at: Map<number, Procedure>
}

/** Why a procedure's jumps are not all resolved, and in which block. */
export interface Problem {
  readonly reason: UnresolvedReason
  readonly block: number
}

/** Places that a piece of code may have: so many for each block, and a few. */
const PLACES_PER_BLOCK = 3
const PLACES_ALWAYS = 64
const MAX_CHAIN = 32
const MAX_ROUNDS = 4
const STACK_LIMIT = 1024
const NOTHING: readonly never[] = []

/** Follows procedures from their entries: every place that is reached, and where control goes from there. */
export class ProcedureWalk {
  readonly #facts: CodeFacts
  #procedure!: Procedure
  /** By block: its places in the procedure that is followed. */
  #placesOf = new Map<number, Place[]>()
  #problem: Problem | undefined
  #allowance: number
  /** Blocks that have become entries of procedures on the way. */
  #entries = 0

  constructor(facts: CodeFacts) {
    this.#facts = facts
    this.#allowance = PLACES_PER_BLOCK * facts.blocks.count + PLACES_ALWAYS
  }

  /** Fills in the places of `procedure`; again when what was copied into it turned out to be better called. */
  follow(procedure: Procedure): Problem | undefined {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const allowance = this.#allowance
      const entries = this.#entries
      this.#problem = undefined
      this.#followOnce(procedure)
      if (this.#entries === entries) break
      if (round < MAX_ROUNDS - 1) this.#allowance = allowance
    }
    return this.#problem
  }

  #followOnce(procedure: Procedure): void {
    const { places } = procedure
    this.#procedure = procedure
    this.#placesOf = new Map()
    places.length = 0
    this.#placeAt(procedure.block, entryStack)
    for (let next = 0; next < places.length && this.#problem === undefined; next++) {
      this.#leave(places[next] as Place)
    }
  }

  #leave(place: Place): void {
    const effect = this.#facts.effects[place.block] as BlockEffect
    // The stack of a message that begins here holds nothing: the block fails before its end.
    if (this.#procedure.exit === undefined && effect.reach > place.height) return
    const stack = new StackAfter(effect, new StackAtPlace(place))
    if (stack.height > STACK_LIMIT) return
    switch (effect.exit) {
      case blockExit.fall:
        place.next = this.#enter(place.block + 1, stack, MAX_CHAIN)
        break
      case blockExit.jump:
        place.taken = this.#jump(this.#resolve(place, effect), stack, MAX_CHAIN)
        break
      case blockExit.branch:
        place.taken = this.#jump(this.#resolve(place, effect), stack, MAX_CHAIN)
        place.next = this.#enter(place.block + 1, stack, MAX_CHAIN)
    }
    if (this.#problem?.block === NO_BLOCK) this.#problem = { ...this.#problem, block: place.block }
  }

  /** The destination of a block's jump, in terms of the procedure's entry. */
  #resolve(place: Place, { target }: BlockEffect): AbstractValue {
    return isEntrySlot(target) ? new StackAtPlace(place).item(slotOf(target)) : target
  }

  #jump(target: AbstractValue, stack: Stack, chain: number): Edge | undefined {
    if (isConstant(target)) {
      const block = destination(this.#facts.blocks, target)
      return block === NO_BLOCK ? { kind: 'badJump' } : this.#enter(block, stack, chain)
    }
    const { exit } = this.#procedure
    if (exit === undefined || target !== entrySlot(exit.slot)) return this.#fail('destination')
    return stack.height === heightChange(exit.effect) ? { kind: 'return' } : this.#fail('return')
  }

  #enter(block: number, stack: Stack, chain: number): Edge | undefined {
    if (chain === 0) return this.#fail('growth')
    this.#callRatherThanCopy(block, stack)
    const callee = this.#calleeAt(block, stack)
    if (callee?.exit === undefined) {
      const to = this.#placeAt(block, stack)
      return to === undefined ? this.#fail('growth') : { kind: 'jump', to }
    }
    const { slot } = callee.exit
    const then = this.#jump(stack.item(slot), new StackAfterCall(callee.exit, stack), chain - 1)
    return then === undefined ? undefined : { kind: 'call', callee, height: stack.height, then }
  }

  /** Makes `block` the entry of a procedure when it would be copied once more, for another return address. */
  #callRatherThanCopy(block: number, stack: Stack): void {
    const { isEntry, placed, summaries } = this.#facts
    if (isEntry[block] === 1 || (placed[block] as number) === 0) return
    const exit = onlyReturn(summaries[block] as Summary)
    if (exit === undefined || !isConstant(stack.item(exit.slot))) return
    const here = this.#placesOf.get(block)
    const address = stack.item(exit.slot)
    if (here?.some((place) => new StackAtPlace(place).item(exit.slot) === address)) return
    if (isSmall(this.#facts, block)) return
    isEntry[block] = 1
    this.#entries += 1
  }

  /** The procedure that a jump to `block` calls: if it is one, and its return address is known. */
  #calleeAt(block: number, stack: Stack): Procedure | undefined {
    const { isEntry, summaries, procedures, at } = this.#facts
    if (isEntry[block] === 0) return undefined
    const exit = onlyReturn(summaries[block] as Summary)
    if (exit === undefined) return undefined
    const address = stack.item(exit.slot)
    // A jump back to this procedure's own start, for the same caller, is a loop.
    if (isEntrySlot(address) && block === this.#procedure.block) return undefined
    if (!isConstant(address) && !this.#isReturnAddress(address)) return undefined
    if (this.#procedure.exit === undefined && exit.effect.reach > stack.height) return undefined
    if (this.#losesAddress(exit, stack)) return undefined
    const known = at.get(block)
    if (known !== undefined) return known
    const returns = { ...exit, trusted: new Set<number>() }
    const made = { index: procedures.length, block, exit: returns, places: [] }
    procedures.push(made)
    at.set(block, made)
    return made
  }

  /** Whether a call would hide from what follows it an address that the callee moves. */
  #losesAddress({ slot, effect }: Return, stack: Stack): boolean {
    const block = destination(this.#facts.blocks, stack.item(slot))
    if (block === NO_BLOCK) return false
    const after = new StackAfter(effect, stack)
    const kept = new StackAfterCall({ effect, trusted: new Set() }, stack)
    return demandedSlots(this.#facts, block, after).some((at) => after.item(at) !== kept.item(at))
  }

  #isReturnAddress(value: AbstractValue): boolean {
    const { exit } = this.#procedure
    return exit !== undefined && value === entrySlot(exit.slot)
  }

  #placeAt(block: number, stack: Stack): Place | undefined {
    const slots = demandedSlots(this.#facts, block, stack)
    const held = slots.length === 0 ? NOTHING : slots.map((slot) => stack.item(slot))
    const others = this.#placesOf.get(block)
    const { height } = stack
    const known = others?.find(
      (place) => place.height === height && isSame(place.slots, slots) && isSame(place.held, held),
    )
    if (known !== undefined) return known
    if (--this.#allowance < 0) return undefined
    const { places } = this.#procedure
    const { placed } = this.#facts
    const index = places.length
    const made: Place = { index, block, height, slots, held, taken: undefined, next: undefined }
    places.push(made)
    placed[block] = 1
    if (others === undefined) this.#placesOf.set(block, [made])
    else others.push(made)
    return made
  }

  #fail(reason: UnresolvedReason): undefined {
    this.#problem ??= { reason, block: NO_BLOCK }
  }
}

function isSame(a: readonly AbstractValue[], b: readonly AbstractValue[]): boolean {
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false
  return true
}
