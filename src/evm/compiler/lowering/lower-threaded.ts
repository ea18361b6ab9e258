import type { BlockBuilder } from '../../../codegen/ir/block-builder.ts'
import { IrFunctionBuilder } from '../../../codegen/ir/function-builder.ts'
import type { Value } from '../../../codegen/ir/instruction.ts'
import type { IrFunction, Program } from '../../../codegen/ir/program.ts'
import { smallNumber } from '../../../codegen/ir/words.ts'
import { statusCode } from '../../../engine/status-code.ts'
import { opcodes } from '../../opcodes.ts'
import { fail } from '../effects/halt-effects.ts'
import { checkStack, jumpTo, moveTop, setStackItem, stackItem } from '../effects/stack-effects.ts'
import type { BlockEffect } from '../recovery/block-effects.ts'
import { blockExit, type CodeBlocks, NO_BLOCK } from '../recovery/code-blocks.ts'
import { BlockLowering } from './block-lowering.ts'
import { lowerBody } from './body-lowering.ts'
import { WordStack } from './word-stack.ts'

/** Code of more blocks is left to the first tier. */
const MAX_BLOCKS = 6000

/**
 * Lowers code whose jumps are not all known: each block is a function, which leaves for the next by a tail call. The stack lies
 * in the frame's memory between blocks; inside a block its items are values. `undefined` for code of too many blocks.
 */
export function lowerThreaded(
  blocks: CodeBlocks,
  effects: readonly BlockEffect[],
): Program | undefined {
  if (blocks.count > MAX_BLOCKS) return undefined
  const functions: IrFunction[] = []
  for (let block = 0; block < blocks.count; block++) {
    functions.push(new ThreadedBlock(blocks, effects[block] as BlockEffect, block).lower())
  }
  const failing = functions.push(failingFunction()) - 1
  const table = Array.from(blocks.at, (block) => (block === NO_BLOCK ? failing : block))
  return { functions, main: 0, table }
}

/** Where a jump to no destination ends. */
function failingFunction(): IrFunction {
  const builder = new IrFunctionBuilder('badJump', 0, 0)
  builder.block().halt(fail, [], [statusCode.badJumpDestination])
  return builder.build()
}

class ThreadedBlock {
  readonly #blocks: CodeBlocks
  readonly #effect: BlockEffect
  readonly #index: number
  readonly #function: IrFunctionBuilder
  readonly #block: BlockBuilder
  readonly #lowering: BlockLowering
  /** By position: the item as it was at entry, once it is read. */
  readonly #read: (Value | undefined)[] = []

  constructor(blocks: CodeBlocks, effect: BlockEffect, index: number) {
    const start = blocks.start[index] as number
    this.#blocks = blocks
    this.#effect = effect
    this.#index = index
    this.#function = new IrFunctionBuilder(`b${start.toString(16)}`, 0, 0)
    this.#block = this.#function.block()
    this.#block.effect(checkStack, [], [effect.reach, effect.peak, start])
    const stack = new WordStack(effect.reach, (position) => this.#itemAtEntry(position))
    this.#lowering = new BlockLowering(blocks, this.#block, stack)
  }

  lower(): IrFunction {
    if (lowerBody(this.#lowering, this.#blocks, this.#index, () => undefined)) this.#leave()
    return this.#function.build()
  }

  #itemAtEntry(position: number): Value {
    const value = this.#block.effect(stackItem, [], [this.#effect.reach - 1 - position])
    this.#read[position] = value
    return value
  }

  #leave(): void {
    const { stack } = this.#lowering
    const exit = this.#blocks.exit[this.#index]
    if (exit === blockExit.fall) {
      this.#save()
      this.#block.tailCall(this.#index + 1, [])
      return
    }
    const isBranch = exit === blockExit.branch
    const { byte } = isBranch ? opcodes.JUMPI : opcodes.JUMP
    this.#lowering.charge(this.#blocks.instructions.gas[byte] as number)
    const [target, condition] = isBranch ? [stack.item(0), stack.item(1)] : [stack.item(0)]
    stack.drop(isBranch ? 2 : 1)
    this.#save()
    if (condition === undefined) this.#jump(this.#block, target)
    else this.#branch(target, condition)
  }

  #branch(target: Value, condition: Value): void {
    const variable = this.#function.variable()
    const [taken, next] = [this.#function.block(), this.#function.block()]
    if (target.words === undefined) this.#block.assign(variable, target)
    this.#block.branch(condition, taken.index, next.index)
    this.#jump(taken, target.words === undefined ? taken.get(variable) : target)
    next.tailCall(this.#index + 1, [])
  }

  #jump(block: BlockBuilder, target: Value): void {
    const { at } = this.#blocks
    if (target.words === undefined) {
      block.halt(jumpTo, [target], [at.length])
      return
    }
    const entered = at[smallNumber(target.words) ?? at.length] ?? NO_BLOCK
    if (entered === NO_BLOCK) block.halt(fail, [], [statusCode.badJumpDestination])
    else block.tailCall(entered, [])
  }

  /** Writes the items that changed, and moves the top. */
  #save(): void {
    const { stack } = this.#lowering
    const { reach } = this.#effect
    for (let position = 0; position < stack.height; position++) {
      const value = stack.known(position)
      if (value === undefined || value === this.#read[position]) continue
      this.#block.effect(setStackItem, [value], [reach - 1 - position])
    }
    if (stack.height !== reach) this.#block.effect(moveTop, [], [reach - stack.height])
  }
}
