import type { BlockBuilder } from '../../../codegen/ir/block-builder.ts'
import type { Effect } from '../../../codegen/ir/effect.ts'
import type { Value } from '../../../codegen/ir/instruction.ts'
import type { Operation } from '../../../codegen/ir/operation.ts'
import { numberOfBytes, wordsOfBytes } from '../../../codegen/ir/words.ts'
import { charge } from '../effects/gas-effects.ts'
import { load, store, storeByte, touch } from '../effects/memory-effects.ts'
import { type InstructionSet, instructionKind } from '../instruction-set.ts'
import type { CodeBlocks } from '../recovery/code-blocks.ts'
import {
  effectOf,
  isObserver,
  loweringOf,
  operationOf,
  writesMemory,
} from './instruction-lowering.ts'
import { MemoryKnowledge } from './memory-knowledge.ts'
import { accessRanges } from './memory-ranges.ts'
import type { WordStack } from './word-stack.ts'

const WORD = 32
/** Bytes of a number that JavaScript holds exactly. */
const SMALL = 6

/** Lowers straight-line code: keeps the stack, the gas of the segment, and what is known of the memory. */
export class BlockLowering {
  readonly #code: Uint8Array
  readonly #set: InstructionSet
  readonly block: BlockBuilder
  readonly stack: WordStack
  /** Gas of the current segment: the immediate of its charge, which grows with the segment. */
  #segment: number[] | undefined
  readonly memory = new MemoryKnowledge()

  constructor({ code, instructions }: CodeBlocks, block: BlockBuilder, stack: WordStack) {
    this.#code = code
    this.#set = instructions
    this.block = block
    this.stack = stack
  }

  get codeLength(): number {
    return this.#code.length
  }

  /** Lowers the instruction at `pc`, which is no jump and does not end the message. The stack holds its operands. */
  instruction(pc: number): void {
    const byte = this.#code[pc] as number
    this.charge(this.#set.gas[byte] as number)
    switch (this.#set.kind[byte]) {
      case instructionKind.push:
        this.stack.push(this.#immediate(pc + 1, this.#set.immediate[byte] as number))
        break
      case instructionKind.dup:
        this.stack.push(this.stack.item((this.#set.pops[byte] as number) - 1))
        break
      case instructionKind.swap:
        this.stack.swap((this.#set.pops[byte] as number) - 1)
        break
      default:
        this.#calculate(pc, byte)
    }
  }

  /** Adds gas to the segment. */
  charge(gas: number): void {
    if (gas === 0) return
    if (this.#segment === undefined) {
      this.#segment = [0]
      this.block.effect(charge, [], this.#segment)
    }
    this.#segment[0] = (this.#segment[0] as number) + gas
  }

  /** What follows is charged for itself. */
  endSegment(): void {
    this.#segment = undefined
  }

  operands(count: number): Value[] {
    const operands: Value[] = []
    for (let slot = 0; slot < count; slot++) operands.push(this.stack.item(slot))
    return operands
  }

  load(offset: Value): Value {
    const at = this.access(offset, WORD)
    const known = this.memory.word(at)
    if (known !== undefined) return known
    const value = this.block.effect(load, [at])
    this.memory.loaded(at, value)
    return value
  }

  store(offset: Value, word: Value): undefined {
    const at = this.access(offset, WORD)
    this.block.effect(store, [at, word])
    this.memory.stored(at, word)
  }

  storeByte(offset: Value, word: Value): undefined {
    const at = this.access(offset, 1)
    this.block.effect(storeByte, [at, word])
    this.memory.overwritten(at, 1)
  }

  /** Makes memory accessible unless it is known to be; what follows should use the offset that comes back. */
  access(offset: Value, length: number): Value {
    if (this.memory.isAccessible(offset, length)) return offset
    const narrow = this.block.effect(touch, [offset], [length])
    this.memory.touched(offset, length)
    if (offset.words !== undefined) return offset
    this.memory.narrowed(offset, narrow)
    this.stack.replace(offset, narrow)
    return narrow
  }

  #calculate(pc: number, byte: number): void {
    const pops = this.#set.pops[byte] as number
    const operation = operationOf[byte]
    if (operation !== undefined) {
      const value = this.#pure(operation, pops)
      this.stack.drop(pops)
      this.stack.push(value)
      return
    }
    const effect = effectOf[byte]
    const operands = this.operands(pops)
    const result =
      effect === undefined
        ? loweringOf[byte]?.(this, operands, pc)
        : this.#perform(effect, byte, operands)
    this.stack.drop(pops)
    if ((this.#set.pushes[byte] as number) > 0 && result !== undefined) this.stack.push(result)
    if (isObserver[byte] === 1) this.endSegment()
  }

  #perform(effect: Effect, byte: number, operands: Value[]): Value {
    const immediates = accessRanges(this, byte, operands)
    if (writesMemory[byte] === 1) this.memory.forgetWords()
    return this.block.effect(effect, operands, immediates)
  }

  #pure(operation: Operation, pops: number): Value {
    const { block, stack } = this
    const a = stack.item(0)
    if (pops === 1) return block.unary(operation, a)
    const b = stack.item(1)
    return pops === 2
      ? block.binary(operation, a, b)
      : block.ternary(operation, a, b, stack.item(2))
  }

  #immediate(start: number, length: number): Value {
    const end = start + length
    if (end > this.#code.length) return this.#cutImmediate(start, length)
    if (length <= SMALL) return this.block.number(numberOfBytes(this.#code, start, end))
    return this.block.constant(wordsOfBytes(this.#code, start, end))
  }

  /** The code's end cuts it off: the missing bytes are 0. */
  #cutImmediate(start: number, length: number): Value {
    const padded = new Uint8Array(length)
    padded.set(this.#code.subarray(start, start + length))
    return this.block.constant(wordsOfBytes(padded))
  }
}
