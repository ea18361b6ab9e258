import { CodegenError } from '../codegen-error.ts'
import type { Effect } from './effect.ts'
import type { IrFunctionBuilder } from './function-builder.ts'
import type { Instruction, Value } from './instruction.ts'
import { newEffect, newInstruction } from './new-instruction.ts'
import { isCommutative, type Operation, op } from './operation.ts'
import type { Assignment, Exit, IrBlock } from './program.ts'
import { simplify } from './simplify.ts'
import { bitLength } from './words.ts'

const NOTHING: readonly never[] = []

/**
 * Makes a block. Pure operations are folded, simplified and numbered: the same operation on the same values is the same
 * value.
 */
export class BlockBuilder {
  /** Its index in the function: what exits name. */
  readonly index: number
  readonly #function: IrFunctionBuilder
  readonly #instructions: Instruction[] = []
  readonly #assignments: Assignment[] = []
  /** By variable: what reads it. */
  readonly #gets: (Value | undefined)[] = []
  #exit: Exit | undefined

  constructor(builder: IrFunctionBuilder, index: number) {
    this.#function = builder
    this.index = index
  }

  /** Whether the block has its exit. */
  get isEnded(): boolean {
    return this.#exit !== undefined
  }

  /** @see IrFunctionBuilder.constant */
  constant(words: Uint32Array): Value {
    return this.#function.constant(words)
  }

  /** @see IrFunctionBuilder.number */
  number(value: number): Value {
    return this.#function.number(value)
  }

  /** What a variable holds when the block begins. */
  get(variable: number): Value {
    const known = this.#gets[variable]
    if (known !== undefined) return known
    const value = this.#push(newInstruction(this.#function.newId(), op.get, NOTHING, variable))
    this.#gets[variable] = value
    return value
  }

  unary(operation: Operation, a: Value): Value {
    return simplify(this, operation, a) ?? this.#numbered(operation, a, undefined)
  }

  binary(operation: Operation, a: Value, b: Value): Value {
    if (isCommutative[operation] === 1 && isTurned(a, b)) return this.#ordered(operation, b, a)
    return this.#ordered(operation, a, b)
  }

  /** `addmod`, `mulmod`: rare, and not numbered. */
  ternary(operation: Operation, a: Value, b: Value, c: Value): Value {
    return (
      simplify(this, operation, a, b, c) ??
      this.#push(newInstruction(this.#function.newId(), operation, [a, b, c]))
    )
  }

  /** Calls a function of the program; its results in order. */
  call(callee: number, args: readonly Value[], results: number): readonly Value[] {
    const call = this.#push(newInstruction(this.#function.newId(), op.call, args, callee))
    return Array.from({ length: results }, (_, index) =>
      this.#push(newInstruction(this.#function.newId(), op.result, [call], index)),
    )
  }

  /** Lets an effect happen here; the value is its result if it has one. */
  effect(
    effect: Effect,
    args: readonly Value[] = NOTHING,
    immediates: readonly number[] = NOTHING,
  ): Value {
    return this.#push(newEffect(this.#function.newId(), effect, args, immediates))
  }

  /** Sets a variable when the block ends; of several assignments to one the last counts. */
  assign(variable: number, value: Value): void {
    for (let at = 0; at < this.#assignments.length; at++) {
      if (this.#assignments[at]?.variable === variable) this.#assignments.splice(at, 1)
    }
    if (value.op === op.get && value.index === variable) return
    this.#assignments.push({ variable, value })
  }

  jump(target: number): void {
    this.#end({ kind: 'jump', target })
  }

  /**
   * Goes to `whenTrue` when the condition is not 0; a condition that is known makes a jump. One that is negated changes the
   * targets instead.
   */
  branch(condition: Value, whenTrue: number, whenFalse: number): void {
    const { words, args } = condition
    if (words !== undefined) {
      this.jump(bitLength(words) > 0 ? whenTrue : whenFalse)
      return
    }
    const [negated] = args
    if (condition.op === op.iszero && negated !== undefined) {
      this.branch(negated, whenFalse, whenTrue)
      return
    }
    this.#end({ kind: 'branch', condition, whenTrue, whenFalse })
  }

  return(values: readonly Value[]): void {
    this.#end({ kind: 'return', values })
  }

  /** Ends the run, or leaves the function by what the effect emits. */
  halt(
    effect: Effect,
    args: readonly Value[] = NOTHING,
    immediates: readonly number[] = NOTHING,
  ): void {
    this.#end({ kind: 'halt', effect, args, immediates })
  }

  tailCall(callee: number, args: readonly Value[]): void {
    this.#end({ kind: 'tailCall', callee, args })
  }

  build(): IrBlock {
    if (this.#exit === undefined) throw new CodegenError(`Block ${this.index} has no exit.`)
    return { instructions: this.#instructions, assignments: this.#assignments, exit: this.#exit }
  }

  #end(exit: Exit): void {
    if (this.#exit !== undefined) throw new CodegenError(`Block ${this.index} ends twice.`)
    this.#exit = exit
  }

  #ordered(operation: Operation, a: Value, b: Value): Value {
    return simplify(this, operation, a, b) ?? this.#numbered(operation, a, b)
  }

  #numbered(operation: Operation, a: Value, b: Value | undefined): Value {
    const { numbering } = this.#function
    const known = numbering.find(operation, a, b)
    if (known !== undefined) return known
    const args = b === undefined ? [a] : [a, b]
    const value = this.#push(newInstruction(this.#function.newId(), operation, args))
    numbering.add(value)
    return value
  }

  #push(instruction: Instruction): Instruction {
    this.#instructions.push(instruction)
    return instruction
  }
}

/** Whether two operands should change places: a constant comes second, else the value that was made first comes first. */
function isTurned(a: Value, b: Value): boolean {
  if (a.words !== undefined) return true
  return b.words === undefined && a.id >= b.id
}
