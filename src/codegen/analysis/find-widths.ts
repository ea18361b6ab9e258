import type { Instruction, Value } from '../ir/instruction.ts'
import { FIRST_PURE, op } from '../ir/operation.ts'
import type { Exit, IrBlock, Program } from '../ir/program.ts'
import type { CallGraph } from './call-graph.ts'
import type { Needs } from './find-needs.ts'
import type { FlowGraph } from './flow-graph.ts'
import { Refinement } from './refinement.ts'
import type { StructuredProgram } from './structured-program.ts'
import { type Width, widened, widthOf, widthOfValue } from './width.ts'
import { paidSum, transfer } from './width-transfer.ts'

/** Visits of a block after which what grows is widened. */
const PATIENCE = 3

/** The widths of a function's words. */
export interface FunctionWidths {
  /** By instruction. */
  readonly values: Uint16Array
  /** At the entry of a block: of variable `v` before block `b` at `b * variables + v`. */
  readonly entries: Uint16Array
  readonly results: Uint16Array
}

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
  readonly functions: readonly FunctionWidths[]
  readonly #program: Program
  readonly #needs: Needs
  readonly #sum: (a: Width, b: Width) => Width | undefined
  readonly #calls: CallGraph
  readonly #graphs: readonly FlowGraph[]
  /** By function and block: 1 where the block is to be visited. */
  readonly #isDirty: readonly Uint8Array[]
  readonly #visits: readonly Uint8Array[]
  readonly #returns: Uint8Array
  readonly #queue: number[] = []
  readonly #isQueued: Uint8Array
  readonly #refinement = new Refinement()
  /** What the block being visited assigns to each variable. */
  #assigned: (Value | undefined)[] = []

  constructor(
    { program, graphs, calls }: StructuredProgram,
    needs: Needs,
    sum: (a: Width, b: Width) => Width | undefined,
  ) {
    const { functions } = program
    this.#program = program
    this.#needs = needs
    this.#sum = sum
    this.#calls = calls
    this.#graphs = graphs
    this.#isDirty = functions.map(({ blocks }) => new Uint8Array(blocks.length))
    this.#visits = functions.map(({ blocks }) => new Uint8Array(blocks.length))
    this.#returns = new Uint8Array(functions.length)
    this.#isQueued = new Uint8Array(functions.length)
    this.functions = functions.map(({ instructions, blocks, variables, results }) => ({
      values: new Uint16Array(instructions),
      entries: new Uint16Array(blocks.length * variables),
      results: new Uint16Array(results),
    }))
  }

  run(): void {
    this.#touch(this.#program.main, 0)
    for (const index of this.#program.table) this.#touch(index, 0)
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      this.#isQueued[next] = 0
      this.#function(next)
    }
  }

  #touch(index: number, block: number): void {
    const isDirty = this.#isDirty[index] as Uint8Array
    isDirty[block] = 1
    if (this.#isQueued[index] === 1) return
    this.#isQueued[index] = 1
    this.#queue.push(index)
  }

  /** The blocks in order, again and again, as long as one has to be visited. */
  #function(index: number): void {
    const isDirty = this.#isDirty[index] as Uint8Array
    const { order } = this.#graphs[index] as FlowGraph
    for (let found = true; found; ) {
      found = false
      for (let at = 0; at < order.length; at++) {
        const block = order[at] as number
        if (isDirty[block] === 0) continue
        isDirty[block] = 0
        found = true
        this.#block(index, block)
      }
    }
  }

  #block(index: number, at: number): void {
    const { blocks } = this.#program.functions[index] as Program['functions'][number]
    const visits = this.#visits[index] as Uint8Array
    visits[at] = Math.min((visits[at] as number) + 1, 255)
    const block = blocks[at] as IrBlock
    const uses = this.#needs.uses[index] as Uint16Array
    for (const instruction of block.instructions) {
      if (instruction.op === op.call) this.#call(index, instruction.args, instruction.index)
      else if (uses[instruction.id] !== 0) this.#instruction(index, at, instruction)
    }
    this.#exit(index, at, block)
  }

  #instruction(index: number, at: number, instruction: Instruction): void {
    const { values, entries } = this.functions[index] as FunctionWidths
    const { variables } = this.#program.functions[index] as Program['functions'][number]
    const { id, op: operation, args } = instruction
    if (operation >= FIRST_PURE) values[id] = this.#pure(instruction, values)
    else if (operation === op.get) {
      values[id] = entries[at * variables + instruction.index] as number
    } else if (operation === op.effect) values[id] = widthOf(instruction.effect?.resultBits ?? 0)
    else if (operation === op.result) {
      const callee = this.functions[(args[0] as Instruction).index]
      values[id] = callee?.results[instruction.index] as number
    }
  }

  #pure(instruction: Instruction, values: Uint16Array): Width {
    const [first, second, third] = instruction.args
    const a = first === undefined ? 0 : widthOfValue(first, values)
    const b = second === undefined ? 0 : widthOfValue(second, values)
    const c = third === undefined ? 0 : widthOfValue(third, values)
    const sum = instruction.op === op.add ? this.#sum(a, b) : undefined
    return sum ?? transfer(instruction, a, b, c)
  }

  #exit(index: number, at: number, block: IrBlock): void {
    const { exit } = block
    switch (exit.kind) {
      case 'jump':
      case 'branch':
        this.#edges(index, at, block, exit)
        return
      case 'return':
        this.#return(index, exit.values)
        return
      case 'tailCall':
        this.#call(index, exit.args, exit.callee)
        return
      default:
    }
  }

  #edges(index: number, at: number, { assignments }: IrBlock, exit: Exit): void {
    const { values } = this.functions[index] as FunctionWidths
    for (const { variable, value } of assignments) this.#assigned[variable] = value
    this.#refinement.reset(values)
    if (exit.kind === 'jump') this.#edge(index, at, exit.target)
    else if (exit.kind === 'branch') {
      this.#refinement.holds(exit.condition)
      this.#edge(index, at, exit.whenTrue)
      this.#refinement.reset(values)
      this.#refinement.fails(exit.condition)
      this.#edge(index, at, exit.whenFalse)
    }
    for (const { variable } of assignments) this.#assigned[variable] = undefined
  }

  /** Joins what variables hold at the end of an edge into what is known at the entry of its target. */
  #edge(index: number, from: number, to: number): void {
    const { values, entries } = this.functions[index] as FunctionWidths
    const { variables } = this.#program.functions[index] as Program['functions'][number]
    const { stride, in: live } = this.#needs.liveness[index] as Needs['liveness'][number]
    const { position } = this.#graphs[index] as FlowGraph
    const visits = (this.#visits[index] as Uint8Array)[to] as number
    // Each loop has an edge back: to widen there is enough, and leaves what branches in the loop narrow.
    const widens = visits > PATIENCE && (position[to] as number) <= (position[from] as number)
    let grew = visits === 0
    for (let word = 0; word < stride; word++) {
      for (let rest = live[to * stride + word] as number; rest !== 0; rest &= rest - 1) {
        const variable = 32 * word + 31 - Math.clz32(rest & -rest)
        const value = this.#assigned[variable]
        const width =
          value === undefined
            ? this.#refinement.refinedVariable(
                variable,
                entries[from * variables + variable] as number,
              )
            : this.#refinement.refined(value, widthOfValue(value, values))
        const place = to * variables + variable
        if (width <= (entries[place] as number)) continue
        entries[place] = widens ? widened(width) : width
        grew = true
      }
    }
    if (grew) (this.#isDirty[index] as Uint8Array)[to] = 1
  }

  /** Joins arguments into what the function called has for parameters. */
  #call(index: number, args: readonly Value[], callee: number): void {
    const { values } = this.functions[index] as FunctionWidths
    const { entries } = this.functions[callee] as FunctionWidths
    const demanded = this.#needs.demand.parameters[callee] as Uint8Array
    const visits = (this.#visits[callee] as Uint8Array)[0] as number
    let grew = visits === 0
    for (let parameter = 0; parameter < args.length; parameter++) {
      if (demanded[parameter] === 0) continue
      const width = widthOfValue(args[parameter] as Value, values)
      if (width <= (entries[parameter] as number)) continue
      entries[parameter] = visits > PATIENCE ? widened(width) : width
      grew = true
    }
    if (grew) this.#touch(callee, 0)
  }

  #return(index: number, returned: readonly Value[]): void {
    const { values, results } = this.functions[index] as FunctionWidths
    const demanded = this.#needs.demand.results[index] as Uint8Array
    let grew = false
    for (let result = 0; result < returned.length; result++) {
      if (demanded[result] === 0) continue
      const width = widthOfValue(returned[result] as Value, values)
      if (width <= (results[result] as number)) continue
      results[result] = (this.#returns[index] as number) > PATIENCE ? widened(width) : width
      grew = true
    }
    if (!grew) return
    this.#returns[index] = Math.min((this.#returns[index] as number) + 1, 255)
    for (const { caller, block } of this.#calls.sites[index] ?? []) this.#resume(caller, block)
  }

  /** A block that has been visited has to be visited again: what it calls returns more. */
  #resume(index: number, block: number): void {
    if ((this.#visits[index] as Uint8Array)[block] !== 0) this.#touch(index, block)
  }
}
