import { BlockBuilder } from './block-builder.ts'
import type { Instruction, Value } from './instruction.ts'
import { newConstant } from './new-instruction.ts'
import type { IrBlock, IrFunction } from './program.ts'
import { ValueNumbering } from './value-numbering.ts'
import { areEqual, DIGITS, smallNumber, type Words, wordsOf } from './words.ts'

const BASE = 2 ** 32

/** Makes a function: hands out variables, blocks and the numbers of instructions. Its first block is the entry. */
export class IrFunctionBuilder {
  readonly name: string
  readonly params: number
  readonly results: number
  /** The pure instructions of all its blocks. */
  readonly numbering = new ValueNumbering()
  readonly #blocks: BlockBuilder[] = []
  /** Constants below 2^32 by their value, the others by a hash of their digits. */
  readonly #numbers = new Map<number, Instruction>()
  readonly #constants = new Map<number, Instruction>()
  #variables: number
  #instructions = 0

  constructor(name: string, params: number, results: number) {
    this.name = name
    this.params = params
    this.results = results
    this.#variables = params
  }

  /** A new variable. */
  variable(): number {
    return this.#variables++
  }

  /** A new block, empty and without exit. */
  block(): BlockBuilder {
    const block = new BlockBuilder(this, this.#blocks.length)
    this.#blocks.push(block)
    return block
  }

  /** The constant with these digits. */
  constant(words: Words): Value {
    const small = smallNumber(words)
    if (small !== undefined) return this.#numbers.get(small) ?? this.#newNumber(small, words)
    const key = hash(words)
    const known = this.#constants.get(key)
    if (known?.words !== undefined && areEqual(known.words, words)) return known
    const made = this.#constant(words)
    this.#constants.set(key, made)
    return made
  }

  /** The constant of an integer of 0 to 2^53 - 1. */
  number(value: number): Value {
    if (value >= BASE) return this.constant(wordsOf(value))
    return this.#numbers.get(value) ?? this.#newNumber(value, wordsOf(value))
  }

  /** The number of a new instruction. */
  newId(): number {
    return this.#instructions++
  }

  /** The function; every block must have its exit. */
  build(): IrFunction {
    const { name, params, results } = this
    const blocks: IrBlock[] = this.#blocks.map((block) => block.build())
    return {
      name,
      params,
      results,
      variables: this.#variables,
      blocks,
      instructions: this.#instructions,
    }
  }

  #newNumber(value: number, words: Words): Value {
    const made = this.#constant(words)
    this.#numbers.set(value, made)
    return made
  }

  #constant(words: Words): Instruction {
    return newConstant(this.newId(), words)
  }
}

/** FNV-1a over the digits. */
function hash(words: Words): number {
  let sum = 0x811c9dc5
  for (let digit = 0; digit < DIGITS; digit++) {
    sum = Math.imul(sum ^ (words[digit] as number), 0x01000193)
  }
  return sum
}
