import type { Instruction, Value } from '../ir/instruction.ts'
import { FIRST_PURE, op } from '../ir/operation.ts'
import type { IrBlock, IrFunction } from '../ir/program.ts'
import { firstSuccessor, NONE, secondSuccessor } from '../ir/successors.ts'
import { LIMBS, limbsOf, operandLimbs } from './demand-transfer.ts'
import type { Needs } from './find-needs.ts'
import type { FlowGraph } from './flow-graph.ts'
import { isLiveOut, type Liveness } from './liveness.ts'
import type { StructuredProgram } from './structured-program.ts'
import { isNeeded } from './uses.ts'
import { bitsOf } from './width.ts'
import type { FunctionWidths } from './width-state.ts'

/** How many of their lowest limbs words of a function have to have; what is above nobody reads. */
export interface FunctionDemands {
  /** By instruction. */
  readonly values: Uint8Array
  /** At the entry of a block: of variable `v` before block `b` at `b * variables + v`. */
  readonly entries: Uint8Array
  readonly results: Uint8Array
}

/**
 * Finds how many limbs of words are read, over all functions of a program: backward from effects, returns and branches. It
 * begins with none and adds what it finds. Limbs above a word's width are not read: they are known to be 0.
 */
export function findDemands(
  structured: StructuredProgram,
  needs: Needs,
  widths: readonly FunctionWidths[],
): readonly FunctionDemands[] {
  const search = new DemandSearch(structured, needs, widths)
  search.run()
  return search.functions
}

/** A function while its demands are searched. */
interface FunctionState extends FunctionDemands {
  readonly index: number
  readonly function: IrFunction
  readonly graph: FlowGraph
  readonly uses: Uint16Array
  readonly liveness: Liveness
  readonly widths: Uint16Array
  /** By position: 1 where the block is to be visited. */
  readonly isDirty: Uint8Array
  isQueued: boolean
}

class DemandSearch {
  readonly functions: readonly FunctionState[]
  readonly #structured: StructuredProgram
  readonly #queue: FunctionState[]
  /** What is demanded of variables behind the block being visited. */
  #out = new Uint8Array(64)

  constructor(structured: StructuredProgram, needs: Needs, widths: readonly FunctionWidths[]) {
    this.#structured = structured
    this.functions = structured.program.functions.map((each, index) => ({
      index,
      function: each,
      graph: structured.graphs[index] as FlowGraph,
      uses: needs.uses[index] as Uint16Array,
      liveness: needs.liveness[index] as Liveness,
      widths: (widths[index] as FunctionWidths).values,
      values: new Uint8Array(each.instructions),
      entries: new Uint8Array(each.blocks.length * each.variables),
      results: new Uint8Array(each.results),
      isDirty: new Uint8Array((structured.graphs[index] as FlowGraph).order.length).fill(1),
      isQueued: true,
    }))
    this.#queue = [...this.functions]
  }

  run(): void {
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      next.isQueued = false
      this.#function(next)
    }
  }

  /** Blocks from the last to the first, as long as one is to be visited. */
  #function(state: FunctionState): void {
    const { isDirty, graph } = state
    const { variables } = state.function
    if (this.#out.length < variables) this.#out = new Uint8Array(2 * variables)
    for (let at = isDirty.lastIndexOf(1); at >= 0; at = isDirty.lastIndexOf(1)) {
      for (; at >= 0; at--) {
        if (isDirty[at] === 0) continue
        isDirty[at] = 0
        if (this.#block(state, graph.order[at] as number)) this.#grew(state, at)
      }
    }
  }

  /** More is demanded at the entry of the block at a position. */
  #grew({ graph, isDirty, index }: FunctionState, at: number): void {
    const { predecessors, predecessorsStart } = graph
    const end = predecessorsStart[at + 1] as number
    for (let edge = predecessorsStart[at] as number; edge < end; edge++) {
      isDirty[predecessors[edge] as number] = 1
    }
    if (at !== 0) return
    for (const { caller, block } of this.#structured.calls.sites[index] ?? []) {
      this.#touch(this.functions[caller] as FunctionState, block)
    }
  }

  #touch(state: FunctionState, block: number): void {
    const at = state.graph.position[block] as number
    if (at === NONE) return
    state.isDirty[at] = 1
    if (state.isQueued) return
    state.isQueued = true
    this.#queue.push(state)
  }

  /** Whether more is demanded at the block's entry than was known. */
  #block(state: FunctionState, at: number): boolean {
    const block = state.function.blocks[at] as IrBlock
    const { values, uses } = state
    const { instructions } = block
    for (let index = 0; index < instructions.length; index++) {
      values[(instructions[index] as Instruction).id] = 0
    }
    this.#behind(state, block)
    this.#exit(state, block)
    for (const { variable, value } of block.assignments) {
      if (!isLiveOut(state.liveness, at, variable)) continue
      raise(values, value, this.#out[variable] as number)
      this.#out[variable] = 0
    }
    for (let index = instructions.length - 1; index >= 0; index--) {
      const instruction = instructions[index] as Instruction
      if (isNeeded(instruction, uses)) this.#instruction(state, instruction)
    }
    return this.#storeEntry(state, at)
  }

  /** What the block's successors demand of variables. */
  #behind({ entries, function: { variables } }: FunctionState, { exit }: IrBlock): void {
    const out = this.#out
    const [first, second] = [firstSuccessor(exit), secondSuccessor(exit)]
    for (let variable = 0; variable < variables; variable++) {
      const one = first === NONE ? 0 : (entries[first * variables + variable] as number)
      const other = second === NONE ? 0 : (entries[second * variables + variable] as number)
      out[variable] = Math.max(one, other)
    }
  }

  #exit({ values, results }: FunctionState, { exit }: IrBlock): void {
    switch (exit.kind) {
      case 'branch':
        raise(values, exit.condition, LIMBS)
        return
      case 'return':
        for (const [at, value] of exit.values.entries()) raise(values, value, results[at] as number)
        return
      case 'halt':
        for (const value of exit.args) raise(values, value, LIMBS)
        return
      case 'tailCall':
        this.#arguments(values, exit.args, exit.callee)
        return
      default:
    }
  }

  #instruction(state: FunctionState, instruction: Instruction): void {
    const { values, widths } = state
    const { id, op: operation, args, index } = instruction
    const limbs = Math.min(values[id] as number, limbsOf(bitsOf(widths[id] as number)))
    if (operation >= FIRST_PURE) {
      for (let at = 0; at < args.length; at++) {
        raise(values, args[at] as Value, operandLimbs(instruction, at, limbs, widths))
      }
    } else if (operation === op.get) this.#out[index] = Math.max(this.#out[index] as number, limbs)
    else if (operation === op.result) this.#result((args[0] as Instruction).index, index, limbs)
    else if (operation === op.call) this.#arguments(values, args, index)
    else if (operation === op.effect) {
      const read = instruction.effect?.argumentLimbs
      for (let at = 0; at < args.length; at++) raise(values, args[at] as Value, read?.[at] ?? LIMBS)
    }
  }

  #arguments(values: Uint8Array, args: readonly Value[], callee: number): void {
    const { entries } = this.functions[callee] as FunctionState
    for (let at = 0; at < args.length; at++) raise(values, args[at] as Value, entries[at] as number)
  }

  /** The function called has to look at what it returns. */
  #result(callee: number, index: number, limbs: number): void {
    const state = this.functions[callee] as FunctionState
    if ((state.results[index] as number) >= limbs) return
    state.results[index] = limbs
    for (const [block, { exit }] of state.function.blocks.entries()) {
      if (exit.kind === 'return') this.#touch(state, block)
    }
  }

  #storeEntry({ entries, function: { variables } }: FunctionState, at: number): boolean {
    const out = this.#out
    const start = at * variables
    let grew = false
    for (let variable = 0; variable < variables; variable++) {
      if ((out[variable] as number) <= (entries[start + variable] as number)) continue
      entries[start + variable] = out[variable] as number
      grew = true
    }
    return grew
  }
}

function raise(values: Uint8Array, { id, words }: Value, limbs: number): void {
  if (words === undefined && (values[id] as number) < limbs) values[id] = limbs
}
