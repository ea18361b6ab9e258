import type { Instruction } from '../ir/instruction.ts'
import { op } from '../ir/operation.ts'
import type { IrBlock, IrFunction, Program } from '../ir/program.ts'
import { firstSuccessor, NONE, secondSuccessor } from '../ir/successors.ts'
import { type CallGraph, callGraph } from './call-graph.ts'
import { type Demand, uniformDemand } from './demand.ts'
import { flowGraph } from './flow-graph.ts'
import { emptyLiveness, type Liveness } from './liveness.ts'
import { UseCounter, type UseCounts } from './uses.ts'

/** What is needed in a program. */
export interface Needs {
  readonly demand: Demand
  /** By function. */
  readonly liveness: readonly Liveness[]
  readonly uses: readonly UseCounts[]
}

/**
 * Finds what is needed: an instruction for its effect or because something needed reads its word, a variable where something
 * needed reads it, a parameter or result where another function does. It begins with nothing and adds what it finds, so
 * that what only keeps itself alive around a loop or a recursion is left out.
 */
export function findNeeds(program: Program): Needs {
  const search = new Search(program)
  search.run()
  return search.needs
}

class Search {
  readonly needs: Needs
  readonly #program: Program
  readonly #calls: CallGraph
  readonly #orders: readonly Int32Array[]
  readonly #counters: readonly UseCounter[]
  readonly #queue: number[]
  readonly #isQueued: Uint8Array

  constructor(program: Program) {
    const { functions } = program
    const demand = uniformDemand(program, 0)
    const uses = functions.map(({ instructions }) => new Uint16Array(instructions))
    this.needs = { demand, liveness: functions.map(emptyLiveness), uses }
    this.#program = program
    this.#calls = callGraph(program)
    this.#orders = functions.map(({ blocks }) => flowGraph(blocks).order)
    this.#counters = uses.map((each, index) => new UseCounter(demand, index, each))
    this.#queue = functions.map((_, index) => index)
    this.#isQueued = new Uint8Array(functions.length).fill(1)
  }

  run(): void {
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      this.#isQueued[next] = 0
      this.#function(next)
    }
  }

  /** Blocks from the last to the first, until nothing changes. */
  #function(index: number): void {
    const each = this.#program.functions[index] as IrFunction
    const order = this.#orders[index] as Int32Array
    for (let changed = true; changed; ) {
      changed = false
      for (let at = order.length - 1; at >= 0; at--) {
        if (this.#block(each, index, order[at] as number)) changed = true
      }
    }
    this.#demandParameters(each, index)
  }

  /** Whether more is live before the block than was known. */
  #block(each: IrFunction, index: number, at: number): boolean {
    const block = each.blocks[at] as IrBlock
    const liveness = this.needs.liveness[index] as Liveness
    const { stride, out } = liveness
    const start = stride * at
    for (const successor of [firstSuccessor(block.exit), secondSuccessor(block.exit)]) {
      if (successor === NONE) continue
      for (let word = 0; word < stride; word++) {
        out[start + word] =
          (out[start + word] as number) | (liveness.in[stride * successor + word] as number)
      }
    }
    this.#counters[index]?.count(block, at, liveness)
    return this.#before(block, index, at)
  }

  /** What is live behind and not assigned, and what is read. */
  #before(block: IrBlock, index: number, at: number): boolean {
    const liveness = this.needs.liveness[index] as Liveness
    const uses = this.needs.uses[index] as UseCounts
    const { stride } = liveness
    const live = liveness.out.slice(stride * at, stride * (at + 1))
    for (const { variable } of block.assignments) {
      live[variable >> 5] = (live[variable >> 5] as number) & ~(1 << (variable & 31))
    }
    for (const instruction of block.instructions) {
      if (uses[instruction.id] === 0) continue
      if (instruction.op === op.result) this.#demandResult(instruction)
      if (instruction.op !== op.get) continue
      const { index: variable } = instruction
      live[variable >> 5] = (live[variable >> 5] as number) | (1 << (variable & 31))
    }
    let changed = false
    for (let word = 0; word < stride; word++) {
      if (liveness.in[stride * at + word] === live[word]) continue
      liveness.in[stride * at + word] = live[word] as number
      changed = true
    }
    return changed
  }

  #demandResult({ args: [call], index }: Instruction): void {
    const results = this.needs.demand.results[call?.index ?? NONE]
    if (call === undefined || results === undefined || results[index] === 1) return
    results[index] = 1
    this.#enqueue(call.index)
  }

  #demandParameters({ params }: IrFunction, index: number): void {
    const parameters = this.needs.demand.parameters[index] as Uint8Array
    const liveness = this.needs.liveness[index] as Liveness
    let changed = false
    for (let parameter = 0; parameter < params; parameter++) {
      const isRead = ((liveness.in[parameter >> 5] as number) >>> (parameter & 31)) & 1
      if (isRead === parameters[parameter]) continue
      parameters[parameter] = isRead
      changed = true
    }
    if (changed) for (const { caller } of this.#calls.sites[index] ?? []) this.#enqueue(caller)
  }

  #enqueue(index: number): void {
    if (this.#isQueued[index] === 1) return
    this.#isQueued[index] = 1
    this.#queue.push(index)
  }
}
