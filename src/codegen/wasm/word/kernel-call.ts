import type { Emitter } from '../emitter.ts'
import type { ImportedFunction } from '../environment.ts'
import type { Operand } from '../operand.ts'

const LIMBS = 4
const word = ['i64', 'i64', 'i64', 'i64'] as const

function wordFunction(name: string, operands: number): ImportedFunction {
  return {
    module: 'kernel',
    name,
    params: Array.from({ length: operands }, () => word).flat(),
    results: word,
  }
}

/** The word operations that are too long to be written where they happen: functions of the kernel's module. */
export const kernel = {
  mul: wordFunction('mul', 2),
  div: wordFunction('div', 2),
  mod: wordFunction('mod', 2),
  sdiv: wordFunction('sdiv', 2),
  smod: wordFunction('smod', 2),
  addmod: wordFunction('addmod', 3),
  mulmod: wordFunction('mulmod', 3),
  exp: wordFunction('exp', 2),
  signextend: wordFunction('signextend', 2),
  byte: wordFunction('byte', 2),
  shl: wordFunction('shl', 2),
  shr: wordFunction('shr', 2),
  sar: wordFunction('sar', 2),
} as const

/** Calls a word operation of the kernel: all limbs of the operands, all limbs of the result. */
export function callKernel(
  out: Emitter,
  operation: ImportedFunction,
  result: Operand,
  operands: readonly Operand[],
): void {
  for (const operand of operands) {
    for (let limb = 0; limb < LIMBS; limb++) out.limb(operand, limb)
  }
  out.call(operation)
  for (let limb = LIMBS - 1; limb >= 0; limb--) out.setLimb(result, limb)
}
