import type { Instruction, Value } from '../ir/instruction.ts'
import { op } from '../ir/operation.ts'
import type { Exit, IrBlock } from '../ir/program.ts'
import type { Demand } from './demand.ts'
import { isLiveOut, type Liveness } from './liveness.ts'

/** How often each value of a function is used by what is needed, by instruction. 0: nobody needs it. */
export type UseCounts = Uint16Array

const MANY = 0xffff

/** Counts the uses of the values of a block, without those by instructions that are not needed themselves. */
export class UseCounter {
  readonly #demand: Demand
  readonly #function: number
  readonly #uses: UseCounts

  constructor(demand: Demand, functionIndex: number, uses: UseCounts) {
    this.#demand = demand
    this.#function = functionIndex
    this.#uses = uses
  }

  /** What was counted in the block before is forgotten. */
  count({ instructions, assignments, exit }: IrBlock, index: number, liveness: Liveness): void {
    for (const { id } of instructions) this.#uses[id] = 0
    this.#exit(exit)
    for (const { variable, value } of assignments) {
      if (isLiveOut(liveness, index, variable)) this.#use(value)
    }
    for (let at = instructions.length - 1; at >= 0; at--) {
      const instruction = instructions[at] as Instruction
      if (!isNeeded(instruction, this.#uses)) continue
      if (instruction.op === op.call) this.#args(instruction.args, instruction.index)
      else for (const arg of instruction.args) this.#use(arg)
    }
  }

  #exit(exit: Exit): void {
    switch (exit.kind) {
      case 'jump':
        return
      case 'branch':
        this.#use(exit.condition)
        return
      case 'return':
        this.#demanded(exit.values, this.#demand.results[this.#function])
        return
      case 'halt':
        for (const value of exit.args) this.#use(value)
        return
      case 'tailCall':
        this.#args(exit.args, exit.callee)
    }
  }

  /** The arguments that the function called reads. */
  #args(args: readonly Value[], callee: number): void {
    this.#demanded(args, this.#demand.parameters[callee])
  }

  #demanded(values: readonly Value[], demanded: Uint8Array | undefined): void {
    for (let at = 0; at < values.length; at++) {
      if (demanded?.[at] === 1) this.#use(values[at] as Value)
    }
  }

  #use({ id }: Value): void {
    const count = this.#uses[id] as number
    if (count < MANY) this.#uses[id] = count + 1
  }
}

/** Whether an instruction has to happen: for its effect, or because its word is used. */
export function isNeeded({ id, op: operation, effect }: Instruction, uses: UseCounts): boolean {
  if (uses[id] !== 0) return true
  return operation === op.call || (operation === op.effect && effect?.isRead !== true)
}
