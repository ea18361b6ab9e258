import type { Instruction, Value } from '../ir/instruction.ts'
import { newConstant, newInstruction } from '../ir/new-instruction.ts'
import { type Operation, op } from '../ir/operation.ts'
import type { Assignment, Exit, IrBlock, IrFunction } from '../ir/program.ts'
import { NONE } from '../ir/successors.ts'
import { wordsOf } from '../ir/words.ts'
import { dominates } from './dominators.ts'
import { type FlowGraph, flowGraph } from './flow-graph.ts'
import { irreducibleRegions } from './irreducible-regions.ts'

/** How much a function may grow: what needs more is hostile. */
const GROWTH = 4

/** Whether each edge back leads to a block that dominates its source: what structured control flow can say. */
export function isReducible({ successors, dominators }: FlowGraph): boolean {
  for (let edge = 0; edge < successors.length; edge++) {
    const [from, target] = [edge >> 1, successors[edge] as number]
    if (target <= from && target !== NONE && !dominates(dominators, target, from)) return false
  }
  return true
}

/** A function whose control flow can be written as blocks, loops and branches. */
export interface StructuredFunction {
  readonly function: IrFunction
  readonly graph: FlowGraph
}

/**
 * The same function with a reducible flow graph; undefined when it would grow beyond measure. A loop that is entered at
 * several blocks gets a block in front that all edges to them go through, with the number of the block in a variable.
 */
export function makeReducible(each: IrFunction): StructuredFunction | undefined {
  let current = each
  while (current.blocks.length <= GROWTH * each.blocks.length + 64) {
    const graph = flowGraph(current.blocks)
    if (isReducible(graph)) return { function: current, graph }
    const regions = irreducibleRegions(graph.successors)
    if (regions === undefined) return undefined
    const draft = new Draft(current)
    for (const entries of regions) {
      draft.dispatch(entries.map((position) => graph.order[position] as number))
    }
    current = draft.finish()
  }
  return undefined
}

/** A function that gets more blocks. */
class Draft {
  readonly #function: IrFunction
  readonly #blocks: IrBlock[]
  #variables: number
  #instructions: number

  constructor(each: IrFunction) {
    this.#function = each
    this.#blocks = [...each.blocks]
    this.#variables = each.variables
    this.#instructions = each.instructions
  }

  finish(): IrFunction {
    return {
      ...this.#function,
      blocks: this.#blocks,
      variables: this.#variables,
      instructions: this.#instructions,
    }
  }

  /** Sends all edges to `entries` through a chain of tests; the entry of the function stays where it is. */
  dispatch(entries: readonly number[]): void {
    const selector = this.#variables++
    const moved = entries.includes(0) ? this.#moveEntry() : undefined
    const targets = entries.map((entry) => (entry === 0 && moved !== undefined ? moved : entry))
    const selectors = new Map(targets.map((target, index) => [target, index]))
    const sources = this.#blocks.length
    const dispatcher = this.#tests(selector, targets)
    for (let index = 0; index < sources; index++) {
      const block = this.#blocks[index] as IrBlock
      const exit = redirected(block.exit, (target) => {
        const number = selectors.get(target)
        return number === undefined ? target : this.#detour(selector, number, dispatcher)
      })
      this.#blocks[index] = { ...block, exit }
    }
  }

  /** A block of its own for each edge: one for several would be a second way into the loop. */
  #detour(selector: number, number: number, dispatcher: number): number {
    const assignments = [{ variable: selector, value: this.#number(number) }]
    return this.#add([], assignments, { kind: 'jump', target: dispatcher })
  }

  /** Block 0 is entered from outside: what it does moves to a new block that edges can be redirected to. */
  #moveEntry(): number {
    const moved = this.#blocks.length
    this.#blocks.push(this.#blocks[0] as IrBlock)
    for (const [index, block] of this.#blocks.entries()) {
      this.#blocks[index] = {
        ...block,
        exit: redirected(block.exit, (to) => (to === 0 ? moved : to)),
      }
    }
    this.#blocks[0] = { instructions: [], assignments: [], exit: { kind: 'jump', target: moved } }
    return moved
  }

  /** The first of a chain of blocks that go to the target with the selector's number; the last target needs no test. */
  #tests(selector: number, targets: readonly number[]): number {
    const first = this.#blocks.length
    for (let index = 0; index + 1 < targets.length; index++) {
      const get = this.#instruction(op.get, [], selector)
      const condition = this.#instruction(op.eq, [get, this.#number(index)])
      const isLast = index + 2 === targets.length
      const whenFalse = isLast ? (targets[index + 1] as number) : this.#blocks.length + 1
      const whenTrue = targets[index] as number
      this.#add([get, condition], [], { kind: 'branch', condition, whenTrue, whenFalse })
    }
    return first
  }

  #add(
    instructions: readonly Instruction[],
    assignments: readonly Assignment[],
    exit: Exit,
  ): number {
    return this.#blocks.push({ instructions, assignments, exit }) - 1
  }

  #number(value: number): Value {
    return newConstant(this.#instructions++, wordsOf(value))
  }

  #instruction(operation: Operation, args: readonly Value[], index = 0): Instruction {
    return newInstruction(this.#instructions++, operation, args, index)
  }
}

function redirected(exit: Exit, to: (target: number) => number): Exit {
  if (exit.kind === 'jump') return { kind: 'jump', target: to(exit.target) }
  if (exit.kind !== 'branch') return exit
  return { ...exit, whenTrue: to(exit.whenTrue), whenFalse: to(exit.whenFalse) }
}
