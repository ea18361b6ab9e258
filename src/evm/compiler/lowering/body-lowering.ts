import { type StatusCode, statusCode } from '../../../engine/status-code.ts'
import { fail, stop } from '../effects/halt-effects.ts'
import { opcodeEffects } from '../effects/opcode-effects.ts'
import { type InstructionSet, instructionKind } from '../instruction-set.ts'
import { blockExit, type CodeBlocks } from '../recovery/code-blocks.ts'
import type { BlockLowering } from './block-lowering.ts'
import { accessRanges } from './memory-ranges.ts'

/** How an instruction fails whatever the values are, with so many items on the stack; `undefined` if it does not. */
export type StaticFailure = (byte: number, height: number) => StatusCode | undefined

/** Lowers the instructions of a block up to its jump. False when the message is over before. */
export function lowerBody(
  lowering: BlockLowering,
  { code, instructions, start, end, exit }: CodeBlocks,
  block: number,
  failureOf: StaticFailure,
): boolean {
  const behind = end[block] as number
  let pc = start[block] as number
  while (pc < behind) {
    const byte = code[pc] as number
    const kind = instructions.kind[byte]
    const failure = failureOf(byte, lowering.stack.height)
    if (failure !== undefined) {
      lowering.charge(instructions.gas[byte] as number)
      lowering.block.halt(fail, [], [failure])
      return false
    }
    if (kind === instructionKind.halt) {
      lowerHalt(lowering, instructions, byte)
      return false
    }
    if (kind === instructionKind.jump || kind === instructionKind.branch) return true
    lowering.instruction(pc)
    pc += 1 + (instructions.immediate[byte] as number)
  }
  if (exit[block] !== blockExit.halt) return true
  lowering.block.halt(stop)
  return false
}

function lowerHalt(
  lowering: BlockLowering,
  { mnemonic, gas, pops }: InstructionSet,
  byte: number,
): void {
  const name = mnemonic[byte]
  const effect = name === undefined ? undefined : opcodeEffects[name]
  if (effect !== undefined) {
    lowering.charge(gas[byte] as number)
    const operands = lowering.operands(pops[byte] as number)
    const immediates = accessRanges(lowering, byte, operands)
    lowering.block.halt(effect, operands, immediates)
    return
  }
  const status =
    name === undefined ? statusCode.undefinedInstruction : statusCode.invalidInstruction
  lowering.block.halt(fail, [], [status])
}
