import type { Instruction, Value } from '../ir/instruction.ts'
import { FIRST_PURE, op } from '../ir/operation.ts'
import type { IrBlock, Program } from '../ir/program.ts'
import type { CallGraph } from './call-graph.ts'
import type { Needs } from './find-needs.ts'
import { Refinement } from './refinement.ts'
import type { StructuredProgram } from './structured-program.ts'
import { type Width, widened, widthOf, widthOfValue } from './width.ts'
import { type FunctionState, type FunctionWidths, initialState } from './width-state.ts'
import { paidSum, transfer } from './width-transfer.ts'

/** Visits of a block after which what grows is widened. */
const PATIENCE = 3

/**
 * Finds how wide words may be, over all functions of a program at once: forward from constants and effects, joined where
 * control flow or calls meet, narrowed by what branches test. Blocks are visited until nothing grows.
 */
export function findWidths(
  structured: StructuredProgram,
  needs: Needs,
  sum: (a: Width, b: Width) => Width | undefined,
): readonly FunctionWidths[] {
  const search = new WidthSearch(structured, needs, sum)
  search.run()
  return search.functions
}

/** The widths of sums where additions are paid for. */
export const paidSums = paidSum
/** Nothing is known of sums but their operands. */
export const plainSums = (): undefined => undefined

class WidthSearch {
  readonly functions: readonly FunctionState[]
  readonly #program: Program
  readonly #sum: (a: Width, b: Width) => Width | undefined
  readonly #calls: CallGraph
  readonly #queue: FunctionState[] = []
  readonly #refinement = new Refinement()
  /** What the block being visited assigns to each variable. */
  readonly #assigned: (Value | undefined)[] = []

  constructor(
    structured: StructuredProgram,
    needs: Needs,
    sum: (a: Width, b: Width) => Width | undefined,
  ) {
    this.#program = structured.program
    this.#sum = sum
    this.#calls = structured.calls
    this.functions = structured.program.functions.map((_, index) =>
      initialState(structured, needs, index),
    )
  }

  run(): void {
    this.#touch(this.functions[this.#program.main] as FunctionState, 0)
    for (const index of this.#program.table) this.#touch(this.functions[index] as FunctionState, 0)
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      next.isQueued = false
      this.#function(next)
    }
  }

  #touch(state: FunctionState, block: number): void {
    state.isDirty[block] = 1
    if (state.isQueued) return
    state.isQueued = true
    this.#queue.push(state)
  }

  /** The blocks in order, again and again, as long as one has to be visited. */
  #function(state: FunctionState): void {
    const { isDirty, order } = state
    for (let found = true; found; ) {
      found = false
      for (let at = 0; at < order.length; at++) {
        const block = order[at] as number
        if (isDirty[block] === 0) continue
        isDirty[block] = 0
        found = true
        this.#block(state, block)
      }
    }
  }

  #block(state: FunctionState, at: number): void {
    const { visits, uses, blocks } = state
    visits[at] = Math.min((visits[at] as number) + 1, 255)
    const block = blocks[at] as IrBlock
    const { instructions } = block
    for (let index = 0; index < instructions.length; index++) {
      const instruction = instructions[index] as Instruction
      if (instruction.op === op.call) this.#call(state, instruction.args, instruction.index)
      else if (uses[instruction.id] !== 0) this.#instruction(state, at, instruction)
    }
    this.#exit(state, at, block)
  }

  #instruction({ values, entries, variables }: FunctionState, at: number, each: Instruction): void {
    const { id, op: operation, index } = each
    if (operation >= FIRST_PURE) values[id] = this.#pure(each, values)
    else if (operation === op.get) values[id] = entries[at * variables + index] as number
    else if (operation === op.effect) values[id] = widthOf(each.effect?.resultBits ?? 0)
    else if (operation === op.result) {
      const callee = this.functions[(each.args[0] as Instruction).index]
      values[id] = callee?.results[index] as number
    }
  }

  #pure(instruction: Instruction, values: Uint16Array): Width {
    const { args } = instruction
    const a = widthOfValue(args[0] as Value, values)
    const b = args.length < 2 ? 0 : widthOfValue(args[1] as Value, values)
    const c = args.length < 3 ? 0 : widthOfValue(args[2] as Value, values)
    const sum = instruction.op === op.add ? this.#sum(a, b) : undefined
    return sum ?? transfer(instruction, a, b, c)
  }

  #exit(state: FunctionState, at: number, block: IrBlock): void {
    const { exit } = block
    switch (exit.kind) {
      case 'jump':
      case 'branch':
        this.#edges(state, at, block)
        return
      case 'return':
        this.#return(state, exit.values)
        return
      case 'tailCall':
        this.#call(state, exit.args, exit.callee)
        return
      default:
    }
  }

  #edges(state: FunctionState, at: number, { assignments, exit }: IrBlock): void {
    for (const { variable, value } of assignments) this.#assigned[variable] = value
    this.#refinement.reset(state.values)
    if (exit.kind === 'jump') this.#edge(state, at, exit.target)
    else if (exit.kind === 'branch') {
      this.#refinement.holds(exit.condition)
      this.#edge(state, at, exit.whenTrue)
      this.#refinement.reset(state.values)
      this.#refinement.fails(exit.condition)
      this.#edge(state, at, exit.whenFalse)
    }
    for (const { variable } of assignments) this.#assigned[variable] = undefined
  }

  /** Joins what variables hold at the end of an edge into what is known at the entry of its target. */
  #edge(state: FunctionState, from: number, to: number): void {
    const { entries, variables, position, isDirty } = state
    const { stride, in: live } = state.liveness
    const visits = state.visits[to] as number
    // Each loop has an edge back: to widen there is enough, and leaves what branches in the loop narrow.
    const widens = visits > PATIENCE && (position[to] as number) <= (position[from] as number)
    let grew = visits === 0
    for (let word = 0; word < stride; word++) {
      for (let rest = live[to * stride + word] as number; rest !== 0; rest &= rest - 1) {
        const variable = 32 * word + 31 - Math.clz32(rest & -rest)
        const width = this.#widthAtEnd(state, from, variable)
        const place = to * variables + variable
        if (width <= (entries[place] as number)) continue
        entries[place] = widens ? widened(width) : width
        grew = true
      }
    }
    if (grew) isDirty[to] = 1
  }

  #widthAtEnd({ values, entries, variables }: FunctionState, at: number, variable: number): Width {
    const value = this.#assigned[variable]
    if (value !== undefined) return this.#refinement.refined(value, widthOfValue(value, values))
    const width = entries[at * variables + variable] as number
    return this.#refinement.refinedVariable(variable, width)
  }

  /** Joins arguments into what the function called has for parameters. */
  #call({ values }: FunctionState, args: readonly Value[], called: number): void {
    const callee = this.functions[called] as FunctionState
    const { entries, demand } = callee
    const visits = callee.visits[0] as number
    let grew = visits === 0
    for (let parameter = 0; parameter < args.length; parameter++) {
      if (demand.parameters[parameter] === 0) continue
      const width = widthOfValue(args[parameter] as Value, values)
      if (width <= (entries[parameter] as number)) continue
      entries[parameter] = visits > PATIENCE ? widened(width) : width
      grew = true
    }
    if (grew) this.#touch(callee, 0)
  }

  #return(state: FunctionState, returned: readonly Value[]): void {
    const { index, values, results, demand } = state
    let grew = false
    for (let result = 0; result < returned.length; result++) {
      if (demand.results[result] === 0) continue
      const width = widthOfValue(returned[result] as Value, values)
      if (width <= (results[result] as number)) continue
      results[result] = state.returns > PATIENCE ? widened(width) : width
      grew = true
    }
    if (!grew) return
    state.returns++
    for (const { caller, block } of this.#calls.sites[index] ?? []) {
      this.#resume(this.functions[caller] as FunctionState, block)
    }
  }

  /** A block that has been visited has to be visited again: what it calls returns more. */
  #resume(state: FunctionState, block: number): void {
    if (state.visits[block] !== 0) this.#touch(state, block)
  }
}
