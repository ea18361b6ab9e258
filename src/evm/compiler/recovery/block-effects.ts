import { opcodes } from '../../opcodes.ts'
import { type InstructionSet, instructionKind } from '../instruction-set.ts'
import {
  type AbstractValue,
  constantAt,
  entrySlot,
  foldOf,
  isSmallConstant,
  UNKNOWN,
} from './abstract-value.ts'
import { blockExit, type CodeBlocks } from './code-blocks.ts'
import type { StackEffect } from './stack-effect.ts'

const STACK_LIMIT = 1024
const PC = opcodes.PC.byte
/** Bytes of memory that an instruction loads or stores at the offset on top of the stack, by its byte. */
const accessWidth = new Uint8Array(256)
accessWidth[opcodes.MLOAD.byte] = 32
accessWidth[opcodes.MSTORE.byte] = 32
accessWidth[opcodes.MSTORE8.byte] = 1

/** A block's own effect on the stack, up to and with its jump. */
export interface BlockEffect extends StackEffect {
  /** Where a `jump` or `branch` goes. */
  readonly target: AbstractValue
  /** The highest the stack gets inside, above its height at entry. */
  readonly peak: number
  /** Where the last byte ends that loads and stores at known offsets have made accessible at the block's end. */
  readonly touched: number
  readonly exit: number
}

/** Simulates each block on a stack of which nothing is known. */
export function blockEffects(blocks: CodeBlocks): readonly BlockEffect[] {
  const stack = new SymbolicStack()
  const effects: BlockEffect[] = []
  for (let block = 0; block < blocks.count; block++) effects.push(effectOf(blocks, block, stack))
  return effects
}

function effectOf(blocks: CodeBlocks, block: number, stack: SymbolicStack): BlockEffect {
  const end = blocks.end[block] as number
  const { code, instructions } = blocks
  stack.clear()
  let target: AbstractValue = UNKNOWN
  let touched = 0
  let pc = blocks.start[block] as number
  while (pc < end && pc < code.length) {
    const byte = code[pc] as number
    const kind = instructions.kind[byte]
    if (kind === instructionKind.jump || kind === instructionKind.branch) target = stack.item(0)
    const width = accessWidth[byte] as number
    if (width > 0) touched = Math.max(touched, endOfAccess(stack.item(0), width))
    step(stack, code, pc, instructions)
    // No stack is as deep or as high: the block fails before its end, whatever was before it.
    if (stack.isBeyond()) {
      return {
        reach: stack.reach,
        outputs: [],
        target,
        peak: stack.peak,
        touched,
        exit: blockExit.halt,
      }
    }
    pc += 1 + (instructions.immediate[byte] as number)
  }
  const exit = blocks.exit[block] as number
  return { reach: stack.reach, outputs: stack.outputs(), target, peak: stack.peak, touched, exit }
}

/** 0 when the offset is not known. */
function endOfAccess(offset: AbstractValue, width: number): number {
  return isSmallConstant(offset) ? offset + width : 0
}

function step(stack: SymbolicStack, code: Uint8Array, pc: number, set: InstructionSet): void {
  const byte = code[pc] as number
  const pops = set.pops[byte] as number
  switch (set.kind[byte]) {
    case instructionKind.push:
      stack.push(constantAt(code, pc + 1, set.immediate[byte] as number))
      break
    case instructionKind.dup:
      stack.push(stack.item(pops - 1))
      break
    case instructionKind.swap:
      stack.swap(pops - 1)
      break
    default:
      calculate(stack, byte, pc, set)
  }
}

function calculate(stack: SymbolicStack, byte: number, pc: number, set: InstructionSet): void {
  const pops = set.pops[byte] as number
  // A byte that is no instruction of the revision pops nothing.
  const fold = pops === 2 ? foldOf[byte] : undefined
  const result = fold === undefined ? UNKNOWN : fold(stack.item(0), stack.item(1))
  stack.drop(pops)
  if ((set.pushes[byte] as number) > 0) stack.push(byte === PC ? pc : result)
}

/** A stack of abstract values that grows at both ends: above by pushes, below by what is reached of the entry's items. */
class SymbolicStack {
  readonly #items = new Int32Array(4 * STACK_LIMIT)
  #bottom = 0
  #top = 0
  reach = 0
  peak = 0

  clear(): void {
    this.#bottom = 2 * STACK_LIMIT
    this.#top = this.#bottom
    this.reach = 0
    this.peak = 0
  }

  /** The item `slot` places below the top. */
  item(slot: number): AbstractValue {
    this.#ensure(slot + 1)
    return this.#items[this.#top - 1 - slot] as AbstractValue
  }

  push(value: AbstractValue): void {
    this.#items[this.#top++] = value
    const height = this.#top - this.#bottom - this.reach
    if (height > this.peak) this.peak = height
  }

  drop(count: number): void {
    this.#ensure(count)
    this.#top -= count
  }

  swap(depth: number): void {
    const below = this.item(depth)
    this.#items[this.#top - 1 - depth] = this.item(0)
    this.#items[this.#top - 1] = below
  }

  isBeyond(): boolean {
    return this.reach > STACK_LIMIT || this.peak > STACK_LIMIT
  }

  outputs(): readonly AbstractValue[] {
    const outputs: AbstractValue[] = []
    for (let at = this.#bottom; at < this.#top; at++) outputs.push(this.#items[at] as AbstractValue)
    return outputs
  }

  #ensure(count: number): void {
    while (this.#top - this.#bottom < count) this.#items[--this.#bottom] = entrySlot(this.reach++)
  }
}
