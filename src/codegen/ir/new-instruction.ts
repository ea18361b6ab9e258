import type { Effect } from './effect.ts'
import type { Instruction, Value } from './instruction.ts'
import { type Operation, op } from './operation.ts'
import type { Words } from './words.ts'

const NOTHING: readonly never[] = []

/** An instruction of neither a constant nor an effect. */
export function newInstruction(
  id: number,
  operation: Operation,
  args: readonly Value[],
  index = 0,
): Instruction {
  return {
    id,
    op: operation,
    args,
    index,
    words: undefined,
    effect: undefined,
    immediates: NOTHING,
  }
}

export function newConstant(id: number, words: Words): Instruction {
  return {
    id,
    op: op.const,
    args: NOTHING,
    index: 0,
    words,
    effect: undefined,
    immediates: NOTHING,
  }
}

export function newEffect(
  id: number,
  effect: Effect,
  args: readonly Value[],
  immediates: readonly number[],
): Instruction {
  return { id, op: op.effect, args, index: 0, words: undefined, effect, immediates }
}
