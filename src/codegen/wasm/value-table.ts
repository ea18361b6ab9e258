import type { FunctionFacts } from '../analysis/facts.ts'
import { CodegenError } from '../codegen-error.ts'
import type { Instruction, Value } from '../ir/instruction.ts'
import { op } from '../ir/operation.ts'
import { bitLength, wordsOf } from '../ir/words.ts'
import type { Emitter } from './emitter.ts'
import type { VariableLocals } from './function-frame.ts'
import { limbsOf, type Operand } from './operand.ts'

const ZERO: Operand = { bits: 0, words: wordsOf(0), locals: [] }

/** Where the words of a function are while it is written: in constants, in the locals of variables, or in temporaries. */
export class ValueTable {
  readonly #out: Emitter
  readonly #bits: Uint16Array
  readonly #variables: VariableLocals
  readonly #operands: (Operand | undefined)[]
  /** Values that have temporaries now. */
  readonly #temporary = new Set<Operand>()

  constructor(out: Emitter, facts: FunctionFacts, variables: VariableLocals) {
    this.#out = out
    this.#bits = facts.bits
    this.#variables = variables
    this.#operands = new Array(facts.bits.length)
  }

  /** Where a value is; its instruction has been written. */
  operand(value: Value): Operand {
    return this.#operands[value.id] ?? this.#withoutCode(value)
  }

  /** New temporaries for the result of an instruction, a local for each limb that it may have. */
  define({ id }: Instruction, bits = this.#bits[id] as number): Operand {
    const operand = { bits, words: undefined, locals: this.#take(limbsOf(bits)) }
    this.#operands[id] = operand
    this.#temporary.add(operand)
    return operand
  }

  /** Whether a word is known to be 0. */
  isZero({ id }: Value): boolean {
    return this.#bits[id] === 0
  }

  /** Gives the temporaries of a value back. */
  release({ id }: Value): void {
    const operand = this.#operands[id]
    if (operand !== undefined && this.#temporary.delete(operand)) this.#giveBack(operand)
  }

  releaseAll(): void {
    for (const operand of this.#temporary) this.#giveBack(operand)
    this.#temporary.clear()
  }

  /** Constants, what variables hold, and what is known to be 0 are there without an instruction of their own. */
  #withoutCode(value: Value): Operand {
    const operand = this.#place(value)
    this.#operands[value.id] = operand
    return operand
  }

  #place({ id, op: operation, index, words }: Value): Operand {
    if (words !== undefined) return { bits: bitLength(words), words, locals: [] }
    const bits = this.#bits[id] as number
    if (bits === 0) return ZERO
    if (operation !== op.get) throw new CodegenError(`Value ${id} is used before it is made.`)
    const locals = (this.#variables[index] ?? []).slice(0, limbsOf(bits))
    return { bits, words: undefined, locals }
  }

  #take(limbs: number): readonly number[] {
    const locals: number[] = []
    for (let limb = 0; limb < limbs; limb++) locals.push(this.#out.take('i64'))
    return locals
  }

  #giveBack({ locals }: Operand): void {
    for (const local of locals) this.#out.release(local)
  }
}
