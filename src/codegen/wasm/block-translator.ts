import { opcode } from '../../wasm/opcode.ts'
import type { FunctionFacts, ProgramFacts } from '../analysis/facts.ts'
import { isLiveOut } from '../analysis/liveness.ts'
import { CodegenError } from '../codegen-error.ts'
import type { Instruction, Value } from '../ir/instruction.ts'
import { FIRST_PURE, op } from '../ir/operation.ts'
import { otherFactor } from '../ir/product-quotient.ts'
import type { Exit, IrBlock } from '../ir/program.ts'
import { firstSuccessor, NONE, secondSuccessor } from '../ir/successors.ts'
import { BlockPlan } from './block-plan.ts'
import { type Emitter, RETURN_CALL } from './emitter.ts'
import type { VariableLocals } from './function-frame.ts'
import type { FunctionSignature } from './function-signature.ts'
import type { Operand } from './operand.ts'
import { ValueTable } from './value-table.ts'
import { isNonZero } from './word/comparisons.ts'
import { productQuotient } from './word/product-quotient.ts'
import type { Operands } from './word/word-emission.ts'
import { conditionEmissions, wordEmissions } from './word/word-emissions.ts'

/** What the translation of a function's blocks rests on. */
export interface FunctionInput {
  readonly index: number
  readonly facts: ProgramFacts
  /** Of all functions of the program. */
  readonly signatures: readonly FunctionSignature[]
  readonly variables: VariableLocals
}

/** Writes the straight-line code of blocks: instructions, the assignments at their end, and what leaves the function. */
export class BlockTranslator {
  readonly #out: Emitter
  readonly #input: FunctionInput
  readonly #facts: FunctionFacts
  readonly #plan: BlockPlan
  readonly #values: ValueTable

  constructor(out: Emitter, input: FunctionInput) {
    const facts = input.facts.functions[input.index]
    if (facts === undefined) throw new CodegenError(`There is no function ${input.index}.`)
    this.#out = out
    this.#input = input
    this.#facts = facts
    this.#plan = new BlockPlan(facts.bits.length, facts.uses)
    this.#values = new ValueTable(out, facts, input.variables)
  }

  /**
   * The instructions of a block. What follows is its condition if it has one, then `finish`, because a condition may read
   * what a variable held before it is assigned; or `leave`.
   */
  body(block: IrBlock): void {
    this.#plan.plan(block)
    const { instructions } = block
    for (let at = 0; at < instructions.length; at++) {
      const instruction = instructions[at] as Instruction
      if (!this.#plan.isWritten(instruction)) continue
      this.#instruction(instruction, at, block)
      for (const arg of instruction.args) this.#releaseLast(arg, at)
      const factor = otherFactor(instruction)
      if (factor !== undefined) this.#releaseLast(factor, at)
      if (this.#plan.isUnused(instruction)) this.#values.release(instruction)
    }
  }

  #releaseLast(value: Value, at: number): void {
    if (this.#plan.isLastUse(value, at)) this.#values.release(value)
  }

  /** The assignments of a block; its temporaries are free afterwards. */
  finish(block: IrBlock, index: number): void {
    this.#assign(block, index)
    this.#values.releaseAll()
  }

  /** Pushes an i32 that is not 0 when the word is not. */
  pushNonZero(value: Value): void {
    if (!this.#plan.isFused(value)) {
      const operand = this.#values.operand(value)
      isNonZero(this.#out, [operand, operand, operand])
      return
    }
    const [inner] = value.args
    if (value.op === op.iszero && inner !== undefined && this.#plan.isFused(inner)) {
      this.pushZero(inner)
      return
    }
    conditionEmissions[value.op]?.(this.#out, this.#operands(value.args))
  }

  /** Pushes an i32 that is not 0 when the word is 0. */
  pushZero(value: Value): void {
    const [inner] = value.args
    if (value.op === op.iszero && inner !== undefined && this.#plan.isFused(value)) {
      this.pushNonZero(inner)
      return
    }
    this.pushNonZero(value)
    this.#out.op(opcode['i32.eqz'])
  }

  /** Writes an exit that leaves the function; what the block assigns nobody reads. */
  leave(exit: Exit): void {
    this.#leave(exit)
    this.#values.releaseAll()
  }

  #leave(exit: Exit): void {
    switch (exit.kind) {
      case 'return':
        this.#return(exit.values)
        return
      case 'halt':
        exit.effect.emit(this.#out, {
          args: exit.args.map((arg) => this.#values.operand(arg)),
          immediates: exit.immediates,
          result: undefined,
        })
        return
      case 'tailCall':
        this.#pushCall(exit.args, exit.callee)
        this.#out.callFunction(exit.callee, RETURN_CALL)
        return
      default:
        throw new CodegenError(`A ${exit.kind} does not leave the function.`)
    }
  }

  #instruction(instruction: Instruction, at: number, block: IrBlock): void {
    if (instruction.op >= FIRST_PURE) this.#pure(instruction)
    else if (instruction.op === op.effect) this.#effect(instruction)
    else if (instruction.op === op.call) this.#call(instruction, at, block)
  }

  #pure(instruction: Instruction): void {
    if (this.#values.isZero(instruction)) return
    const args = this.#operands(instruction.args)
    const result = this.#values.define(instruction)
    const factor = otherFactor(instruction)
    if (factor === undefined) wordEmissions[instruction.op]?.(this.#out, result, args)
    else productQuotient(this.#out, result, [args[0], args[1], this.#values.operand(factor)])
  }

  #effect(instruction: Instruction): void {
    const { effect, args, immediates } = instruction
    if (effect === undefined) throw new CodegenError(`Instruction ${instruction.id} has no effect.`)
    const operands = args.map((arg) => this.#values.operand(arg))
    const { resultBits } = effect
    const result =
      resultBits === 0
        ? undefined
        : this.#values.define(
            instruction,
            Math.min(resultBits, this.#facts.bits[instruction.id] as number),
          )
    effect.emit(this.#out, { args: operands, immediates, result })
  }

  /** The results of a call are the instructions behind it. */
  #call(call: Instruction, at: number, { instructions }: IrBlock): void {
    this.#pushCall(call.args, call.index)
    this.#out.callFunction(call.index)
    const limbs = this.#signature(call.index).results
    const results = new Array<Operand | undefined>(limbs.length)
    for (let next = at + 1; next < instructions.length; next++) {
      const result = instructions[next] as Instruction
      if (result.op !== op.result || result.args[0] !== call) break
      if (this.#plan.isWritten(result)) results[result.index] = this.#values.define(result)
    }
    for (let index = limbs.length - 1; index >= 0; index--) {
      for (let limb = (limbs[index] as number) - 1; limb >= 0; limb--) {
        this.#receive(results[index], limb)
      }
    }
    const { parameters, threaded } = this.#out.environment
    for (let local = threaded.length - 1; local >= 0; local--) {
      this.#out.set(parameters.length + local)
    }
  }

  #receive(result: Operand | undefined, limb: number): void {
    if (result === undefined) this.#out.op(opcode['drop'])
    else this.#out.setLimb(result, limb)
  }

  #pushCall(args: readonly Value[], callee: number): void {
    this.#out.pushEnvironment()
    const limbs = this.#signature(callee).parameters
    for (let at = 0; at < limbs.length; at++) this.#pushLimbs(args[at], limbs[at] as number)
  }

  #return(values: readonly Value[]): void {
    this.#out.pushThreaded()
    const limbs = this.#signature(this.#input.index).results
    for (let at = 0; at < limbs.length; at++) this.#pushLimbs(values[at], limbs[at] as number)
    this.#out.return()
  }

  #pushLimbs(value: Value | undefined, limbs: number): void {
    if (limbs === 0) return
    if (value === undefined) throw new CodegenError('An argument or a result is missing.')
    const operand = this.#values.operand(value)
    for (let limb = 0; limb < limbs; limb++) this.#out.limb(operand, limb)
  }

  /** All values are read before a variable is set: a value may be what another variable held. */
  #assign({ assignments, exit }: IrBlock, index: number): void {
    const { variables } = this.#input
    const targets: number[] = []
    for (const { variable, value } of assignments) {
      if (!isLiveOut(this.#facts.liveness, index, variable)) continue
      const locals = variables[variable] ?? []
      const limbs = Math.min(locals.length, this.#limbsRead(exit, variable))
      this.#pushLimbs(value, limbs)
      for (let limb = 0; limb < limbs; limb++) targets.push(locals[limb] as number)
    }
    for (let at = targets.length - 1; at >= 0; at--) this.#out.set(targets[at] as number)
  }

  /** Limbs of a variable that are read behind an exit. */
  #limbsRead(exit: Exit, variable: number): number {
    const { entryLimbs } = this.#facts
    const variables = this.#input.variables.length
    const [first, second] = [firstSuccessor(exit), secondSuccessor(exit)]
    const one = first === NONE ? 0 : (entryLimbs[first * variables + variable] as number)
    const other = second === NONE ? 0 : (entryLimbs[second * variables + variable] as number)
    return Math.max(one, other)
  }

  #operands(args: readonly Value[]): Operands {
    const [a, b, c] = args
    if (a === undefined) throw new CodegenError('An operation has no operands.')
    const first = this.#values.operand(a)
    return [
      first,
      b === undefined ? first : this.#values.operand(b),
      c === undefined ? first : this.#values.operand(c),
    ]
  }

  #signature(index: number): FunctionSignature {
    const signature = this.#input.signatures[index]
    if (signature === undefined) throw new CodegenError(`There is no function ${index}.`)
    return signature
  }
}
