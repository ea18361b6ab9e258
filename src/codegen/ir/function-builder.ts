import { BlockBuilder } from './block-builder.ts'
import type { Effect } from './effect.ts'
import type { Instruction, Value } from './instruction.ts'
import { type Operation, op } from './operation.ts'
import type { IrBlock, IrFunction } from './program.ts'
import { areEqual, DIGITS, type Words, wordsOf } from './words.ts'

/** What a new instruction has besides its operation and arguments. */
export interface InstructionFields {
  readonly index?: number
  readonly words?: Words
  readonly effect?: Effect
  readonly immediates?: readonly number[]
}

const NOTHING: readonly never[] = []

/** Makes a function: hands out variables, blocks and the numbers of instructions. Its first block is the entry. */
export class IrFunctionBuilder {
  readonly name: string
  readonly params: number
  readonly results: number
  readonly #blocks: BlockBuilder[] = []
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
    const key = hash(words)
    const known = this.#constants.get(key)
    if (known?.words !== undefined && areEqual(known.words, words)) return known
    const made = this.instruction(op.const, NOTHING, { words })
    this.#constants.set(key, made)
    return made
  }

  /** The constant of an integer of 0 to 2^53 - 1. */
  number(value: number): Value {
    return this.constant(wordsOf(value))
  }

  /** A numbered instruction, which is in no block yet. */
  instruction(
    operation: Operation,
    args: readonly Value[],
    { index = 0, words, effect, immediates = NOTHING }: InstructionFields,
  ): Instruction {
    return { id: this.#instructions++, op: operation, args, index, words, effect, immediates }
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
}

/** FNV-1a over the digits. */
function hash(words: Words): number {
  let sum = 0x811c9dc5
  for (let digit = 0; digit < DIGITS; digit++) {
    sum = Math.imul(sum ^ (words[digit] as number), 0x01000193)
  }
  return sum
}
