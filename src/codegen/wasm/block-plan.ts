import { isNeeded, type UseCounts } from '../analysis/uses.ts'
import type { Instruction, Value } from '../ir/instruction.ts'
import { op } from '../ir/operation.ts'
import { otherFactor } from '../ir/product-quotient.ts'
import type { Exit, IrBlock } from '../ir/program.ts'
import { conditionEmissions } from './word/word-emissions.ts'

/** Of a value: nothing after it reads it. */
const UNUSED = -1

/**
 * What is known of a block before its code is written: which comparisons are written where the branch tests them, and
 * where each value is read last, so that its locals can be used again.
 */
export class BlockPlan {
  readonly #uses: UseCounts
  /** Position of the instruction that reads a value last, by instruction. The exit is behind all positions. */
  readonly #lastUse: Int32Array
  /** 1 for comparisons that are written as part of the branch. */
  readonly #isFused: Uint8Array

  constructor(instructions: number, uses: UseCounts) {
    this.#uses = uses
    this.#lastUse = new Int32Array(instructions).fill(UNUSED)
    this.#isFused = new Uint8Array(instructions)
  }

  /** Plans a block; no two blocks share values but constants. */
  plan({ instructions, assignments, exit }: IrBlock): void {
    const end = instructions.length
    if (exit.kind === 'branch') this.#fuse(exit.condition, end)
    for (const value of exitValues(exit)) this.#reads(value, end)
    for (const { value } of assignments) this.#reads(value, end)
    for (let at = end - 1; at >= 0; at--) {
      const instruction = instructions[at] as Instruction
      if (this.isFused(instruction) || !isNeeded(instruction, this.#uses)) continue
      const { args } = instruction
      for (let index = 0; index < args.length; index++) this.#reads(args[index] as Value, at)
      const factor = otherFactor(instruction)
      if (factor !== undefined) this.#reads(factor, at)
    }
  }

  isFused({ id }: Value): boolean {
    return this.#isFused[id] === 1
  }

  /** Whether an instruction's code is written at its place. */
  isWritten(instruction: Instruction): boolean {
    return !this.isFused(instruction) && isNeeded(instruction, this.#uses)
  }

  /** Whether `position` is where a value is read last. */
  isLastUse({ id }: Value, position: number): boolean {
    return this.#lastUse[id] === position
  }

  isUnused({ id }: Value): boolean {
    return this.#lastUse[id] === UNUSED
  }

  /** A comparison that only the branch reads is its condition; what it compares is then read there. */
  #fuse(condition: Value, end: number): void {
    const isOnlyUse = this.#uses[condition.id] === 1
    if (!isOnlyUse || conditionEmissions[condition.op] === undefined) return
    this.#isFused[condition.id] = 1
    const [inner] = condition.args
    if (condition.op === op.iszero && inner !== undefined) this.#fuse(inner, end)
    for (const arg of condition.args) if (!this.isFused(arg)) this.#reads(arg, end)
  }

  #reads({ id }: Value, position: number): void {
    if (this.#lastUse[id] === UNUSED) this.#lastUse[id] = position
  }
}

function exitValues(exit: Exit): readonly Value[] {
  switch (exit.kind) {
    case 'jump':
      return []
    case 'branch':
      return [exit.condition]
    case 'return':
      return exit.values
    default:
      return exit.args
  }
}
