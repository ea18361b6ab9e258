import type { Instruction } from '../ir/instruction.ts'
import { op } from '../ir/operation.ts'
import type { IrBlock, IrFunction } from '../ir/program.ts'
import { firstSuccessor, NONE, secondSuccessor } from '../ir/successors.ts'
import { type Demand, uniformDemand } from './demand.ts'
import type { FlowGraph } from './flow-graph.ts'
import { emptyLiveness, isLiveIn, type Liveness } from './liveness.ts'
import type { StructuredProgram } from './structured-program.ts'
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
export function findNeeds(structured: StructuredProgram): Needs {
  const search = new Search(structured)
  search.run()
  return search.needs
}

class Search {
  readonly needs: Needs
  readonly #structured: StructuredProgram
  readonly #counters: readonly UseCounter[]
  /** By function and position: 1 where the block is to be visited. */
  readonly #isDirty: readonly Uint8Array[]
  readonly #queue: number[]
  readonly #isQueued: Uint8Array
  /** What is live before the block being visited. */
  #live = new Uint32Array(0)

  constructor(structured: StructuredProgram) {
    const { program, graphs } = structured
    const { functions } = program
    const demand = uniformDemand(program, 0)
    const uses = functions.map(({ instructions }) => new Uint16Array(instructions))
    this.needs = { demand, liveness: functions.map(emptyLiveness), uses }
    this.#structured = structured
    this.#counters = uses.map((each, index) => new UseCounter(demand, index, each))
    this.#isDirty = graphs.map(({ order }) => new Uint8Array(order.length).fill(1))
    this.#queue = functions.map((_, index) => index)
    this.#isQueued = new Uint8Array(functions.length).fill(1)
  }

  run(): void {
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      this.#isQueued[next] = 0
      this.#function(next)
    }
  }

  /** Blocks from the last to the first, as long as one is to be visited. */
  #function(index: number): void {
    const each = this.#structured.program.functions[index] as IrFunction
    const graph = this.#structured.graphs[index] as FlowGraph
    const isDirty = this.#isDirty[index] as Uint8Array
    this.#live = new Uint32Array((this.needs.liveness[index] as Liveness).stride)
    for (let at = isDirty.lastIndexOf(1); at >= 0; at = isDirty.lastIndexOf(1)) {
      for (; at >= 0; at--) {
        if (isDirty[at] === 0) continue
        isDirty[at] = 0
        if (this.#block(each, index, graph.order[at] as number)) markSources(graph, isDirty, at)
      }
    }
    this.#demandParameters(each, index)
  }

  /** Whether more is live before the block than was known. */
  #block(each: IrFunction, index: number, at: number): boolean {
    const block = each.blocks[at] as IrBlock
    const liveness = this.needs.liveness[index] as Liveness
    addLive(liveness, at, firstSuccessor(block.exit))
    addLive(liveness, at, secondSuccessor(block.exit))
    this.#counters[index]?.count(block, at, liveness)
    this.#before(block, index, at)
    return storeLive(liveness, at, this.#live)
  }

  /** What is live behind and not assigned, and what is read. */
  #before({ instructions, assignments }: IrBlock, index: number, at: number): void {
    const live = this.#live
    const { stride, out } = this.needs.liveness[index] as Liveness
    const uses = this.needs.uses[index] as UseCounts
    for (let word = 0; word < live.length; word++) live[word] = out[stride * at + word] as number
    for (const { variable } of assignments) {
      live[variable >> 5] = (live[variable >> 5] as number) & ~(1 << (variable & 31))
    }
    for (const instruction of instructions) {
      if (instruction.op > op.result || uses[instruction.id] === 0) continue
      if (instruction.op === op.result) this.#demandResult(instruction)
      if (instruction.op !== op.get) continue
      const { index: variable } = instruction
      live[variable >> 5] = (live[variable >> 5] as number) | (1 << (variable & 31))
    }
  }

  /** The function called has to look at what it returns. */
  #demandResult({ args: [call], index }: Instruction): void {
    const callee = call?.index ?? NONE
    const results = this.needs.demand.results[callee]
    if (results === undefined || results[index] === 1) return
    results[index] = 1
    const { position } = this.#structured.graphs[callee] as FlowGraph
    const { blocks } = this.#structured.program.functions[callee] as IrFunction
    for (const [block, { exit }] of blocks.entries()) {
      const at = position[block] as number
      if (exit.kind === 'return' && at !== NONE) this.#touch(callee, at)
    }
  }

  /** Callers have to look at what they pass. */
  #demandParameters({ params }: IrFunction, index: number): void {
    const parameters = this.needs.demand.parameters[index] as Uint8Array
    const liveness = this.needs.liveness[index] as Liveness
    let changed = false
    for (let parameter = 0; parameter < params; parameter++) {
      const isRead = isLiveIn(liveness, 0, parameter) ? 1 : 0
      if (isRead === parameters[parameter]) continue
      parameters[parameter] = isRead
      changed = true
    }
    if (!changed) return
    for (const { caller, block } of this.#structured.calls.sites[index] ?? []) {
      const at = this.#structured.graphs[caller]?.position[block] ?? NONE
      if (at !== NONE) this.#touch(caller, at)
    }
  }

  #touch(index: number, at: number): void {
    const isDirty = this.#isDirty[index] as Uint8Array
    isDirty[at] = 1
    if (this.#isQueued[index] === 1) return
    this.#isQueued[index] = 1
    this.#queue.push(index)
  }
}

/** The blocks whose edges lead to the one at `at` are to be visited. */
function markSources(graph: FlowGraph, isDirty: Uint8Array, at: number): void {
  const { predecessors, predecessorsStart } = graph
  const end = predecessorsStart[at + 1] as number
  for (let edge = predecessorsStart[at] as number; edge < end; edge++) {
    isDirty[predecessors[edge] as number] = 1
  }
}

/** What is live before a successor is live behind the block. */
function addLive({ stride, in: before, out }: Liveness, at: number, successor: number): void {
  if (successor === NONE) return
  for (let word = 0; word < stride; word++) {
    const place = stride * at + word
    out[place] = (out[place] as number) | (before[stride * successor + word] as number)
  }
}

/** Whether that is more than before. */
function storeLive({ stride, in: before }: Liveness, at: number, live: Uint32Array): boolean {
  let changed = false
  for (let word = 0; word < stride; word++) {
    if (before[stride * at + word] === live[word]) continue
    before[stride * at + word] = live[word] as number
    changed = true
  }
  return changed
}
