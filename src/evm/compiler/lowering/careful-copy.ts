import type { BlockBuilder } from '../../../codegen/ir/block-builder.ts'
import type { Value } from '../../../codegen/ir/instruction.ts'
import { op } from '../../../codegen/ir/operation.ts'
import { statusCode } from '../../../engine/status-code.ts'
import { fail } from '../effects/halt-effects.ts'
import { type InstructionSet, instructionKind } from '../instruction-set.ts'
import type { CodeBlocks } from '../recovery/code-blocks.ts'
import type { Place } from '../recovery/control-flow.ts'
import type { BlockLowering } from './block-lowering.ts'

const STACK_LIMIT = 1024

/** A place whose stack exceeds the limit, and how its function makes blocks. */
export interface CarefulCopy {
  readonly blocks: CodeBlocks
  readonly lowering: BlockLowering
  readonly place: Place
  readonly newBlock: () => BlockBuilder
  /** Items on the message's stack where the procedure has so many. */
  readonly heightOf: (block: BlockBuilder, height: number) => Value
}

/**
 * Lowers a block that is entered only when its stack will exceed the limit. Each instruction is charged by itself, and
 * where the stack gets higher than before it is checked: the message fails as it would instruction by instruction.
 */
export function lowerCarefully(copy: CarefulCopy): void {
  const { blocks, lowering, place } = copy
  const { code, instructions } = blocks
  const end = blocks.end[place.block] as number
  let checked = lowering.stack.height
  let pc = blocks.start[place.block] as number
  while (pc < end && !endsBlock(instructions, code[pc] as number)) {
    const byte = code[pc] as number
    const growth = (instructions.pushes[byte] as number) - (instructions.pops[byte] as number)
    lowering.charge(instructions.gas[byte] as number)
    lowering.endSegment()
    if (lowering.stack.height + growth > checked) {
      checked = lowering.stack.height + growth
      failAbove(copy, checked)
    }
    lowering.execute(pc)
    pc += 1 + (instructions.immediate[byte] as number)
  }
  // Not reached: the stack has exceeded the limit before.
  lowering.block.halt(fail, [], [statusCode.stackOverflow])
}

function endsBlock({ kind }: InstructionSet, byte: number): boolean {
  const what = kind[byte]
  return (
    what === instructionKind.halt ||
    what === instructionKind.jump ||
    what === instructionKind.branch
  )
}

/** Fails when the message's stack is above its limit with `height` items of the procedure; goes on in a new block. */
function failAbove({ lowering, newBlock, heightOf }: CarefulCopy, height: number): void {
  const { block } = lowering
  const [failing, rest] = [newBlock(), newBlock()]
  failing.halt(fail, [], [statusCode.stackOverflow])
  const exceeds = block.binary(op.gt, heightOf(block, height), block.number(STACK_LIMIT))
  lowering.continueIn(rest)
  block.branch(exceeds, failing.index, rest.index)
}
