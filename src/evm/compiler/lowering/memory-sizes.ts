import type { BlockEffect } from '../recovery/block-effects.ts'
import type { ControlFlow, Edge, Place, Procedure } from '../recovery/control-flow.ts'

/** Bytes of memory that are accessible for certain, whichever way the code took. */
export interface MemorySizes {
  /** By procedure and place: when the place begins. */
  readonly places: readonly Float64Array[]
  /** By procedure: when it has returned. */
  readonly returns: Float64Array
}

/** Of what is never reached. */
const NEVER = Number.POSITIVE_INFINITY
/** Visits for each place; what takes more is hostile, and nothing is known of it. */
const VISITS_PER_PLACE = 16

/**
 * Finds what code has made accessible by loads and stores at known offsets: solc's `mstore(0x40, …)` at the start makes the
 * bytes below 0x60 accessible everywhere. Begins with "never reached" and takes the least over all ways; memory does not shrink.
 */
export function memorySizes(flow: ControlFlow): MemorySizes {
  const search = new Search(flow)
  const isSettled = search.run()
  const { places, returns } = search
  for (const sizes of [...places, returns]) {
    for (let at = 0; at < sizes.length; at++) {
      if (!isSettled || sizes[at] === NEVER) sizes[at] = 0
    }
  }
  return { places, returns }
}

class Search {
  readonly places: readonly Float64Array[]
  readonly returns: Float64Array
  readonly #effects: readonly BlockEffect[]
  readonly #procedures: readonly Procedure[]
  /** By procedure: those that call it. */
  readonly #callers: readonly Set<number>[]
  readonly #queue: number[] = [0]
  readonly #isQueued: Uint8Array
  /** By procedure and place: 1 where the place is to be visited. */
  readonly #isDirty: readonly Uint8Array[]
  #allowance: number

  constructor({ procedures, effects }: ControlFlow) {
    this.#effects = effects
    this.#procedures = procedures
    this.places = procedures.map(({ places }) => new Float64Array(places.length).fill(NEVER))
    this.returns = new Float64Array(procedures.length).fill(NEVER)
    this.#callers = procedures.map(() => new Set())
    this.#isQueued = new Uint8Array(procedures.length)
    this.#isDirty = procedures.map(({ places }) => new Uint8Array(places.length))
    const places = procedures.reduce((sum, each) => sum + each.places.length, 0)
    this.#allowance = VISITS_PER_PLACE * places
  }

  /** False when it takes too long. */
  run(): boolean {
    this.#enter(this.#procedures[0] as Procedure, 0, 0)
    for (let next = 0; next < this.#queue.length; next++) {
      const index = this.#queue[next] as number
      this.#isQueued[index] = 0
      this.#follow(this.#procedures[index] as Procedure)
      if (this.#allowance < 0) return false
    }
    return true
  }

  /** Places in the order in which they were found, as long as one is to be visited. */
  #follow(procedure: Procedure): void {
    const isDirty = this.#isDirty[procedure.index] as Uint8Array
    for (let at = isDirty.indexOf(1); at !== -1; at = isDirty.indexOf(1)) {
      for (; at < isDirty.length; at++) if (isDirty[at] === 1) this.#visit(procedure, at)
      if (this.#allowance < 0) return
    }
  }

  #visit(procedure: Procedure, at: number): void {
    this.#allowance--
    const { block, taken, next } = procedure.places[at] as Place
    const before = (this.places[procedure.index] as Float64Array)[at] as number
    const size = Math.max(before, (this.#effects[block] as BlockEffect).touched)
    ;(this.#isDirty[procedure.index] as Uint8Array)[at] = 0
    this.#edge(procedure, taken, size)
    this.#edge(procedure, next, size)
  }

  #edge(procedure: Procedure, start: Edge | undefined, before: number): void {
    let size = before
    let edge = start
    for (; edge?.kind === 'call'; edge = edge.then) {
      const { index } = edge.callee
      this.#callers[index]?.add(procedure.index)
      this.#enter(edge.callee, 0, size)
      size = Math.max(size, this.returns[index] as number)
    }
    if (edge?.kind === 'jump') this.#enter(procedure, edge.to.index, size)
    else if (edge?.kind === 'return') this.#return(procedure, size)
  }

  #enter({ index }: Procedure, at: number, size: number): void {
    const sizes = this.places[index] as Float64Array
    if (size >= (sizes[at] as number)) return
    sizes[at] = size
    ;(this.#isDirty[index] as Uint8Array)[at] = 1
    this.#enqueue(index)
  }

  /** Whoever calls it has to look again at what follows. */
  #return({ index }: Procedure, size: number): void {
    if (size >= (this.returns[index] as number)) return
    this.returns[index] = size
    for (const caller of this.#callers[index] as Set<number>) {
      this.#touchCalls(this.#procedures[caller] as Procedure, index)
    }
  }

  #touchCalls({ index, places }: Procedure, callee: number): void {
    this.#allowance -= places.length >> 4
    for (const { index: at, taken, next } of places) {
      if (!(calls(taken, callee) || calls(next, callee))) continue
      if ((this.places[index] as Float64Array)[at] === NEVER) continue
      ;(this.#isDirty[index] as Uint8Array)[at] = 1
      this.#enqueue(index)
    }
  }

  #enqueue(index: number): void {
    if (this.#isQueued[index] === 1) return
    this.#isQueued[index] = 1
    this.#queue.push(index)
  }
}

function calls(start: Edge | undefined, callee: number): boolean {
  for (let edge = start; edge?.kind === 'call'; edge = edge.then) {
    if (edge.callee.index === callee) return true
  }
  return false
}
