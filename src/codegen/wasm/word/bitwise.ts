import { opcode } from '../../../wasm/opcode.ts'
import type { Emitter } from '../emitter.ts'
import type { Operand } from '../operand.ts'
import { isZeroLimb, limbDigits } from './limb.ts'
import type { WordEmission } from './word-emission.ts'

const i64And = opcode['i64.and']
const i64Or = opcode['i64.or']
const i64Xor = opcode['i64.xor']

const ALL_ONES = 0xffff_ffff

export const and: WordEmission = (out, result, [a, b]) => {
  for (let limb = 0; limb < result.locals.length; limb++) {
    if (isZeroLimb(a, limb) || isZeroLimb(b, limb)) out.i64(0)
    else if (isOnes(a, limb)) out.limb(b, limb)
    else if (isOnes(b, limb)) out.limb(a, limb)
    else both(out, a, b, limb, i64And)
    out.setLimb(result, limb)
  }
}

export const or: WordEmission = union(i64Or)
export const xor: WordEmission = union(i64Xor)

export const not: WordEmission = (out, result, [a]) => {
  for (let limb = 0; limb < result.locals.length; limb++) {
    out.limb(a, limb)
    out.i64(-1, -1)
    out.op(i64Xor)
    out.setLimb(result, limb)
  }
}

/** A limb that is 0 on one side is the other side's. */
function union(instruction: number): WordEmission {
  return (out, result, [a, b]) => {
    for (let limb = 0; limb < result.locals.length; limb++) {
      if (isZeroLimb(a, limb)) out.limb(b, limb)
      else if (isZeroLimb(b, limb)) out.limb(a, limb)
      else both(out, a, b, limb, instruction)
      out.setLimb(result, limb)
    }
  }
}

function both(out: Emitter, a: Operand, b: Operand, limb: number, instruction: number): void {
  out.limb(a, limb)
  out.limb(b, limb)
  out.op(instruction)
}

function isOnes(operand: Operand, limb: number): boolean {
  const digits = limbDigits(operand, limb)
  return digits !== undefined && digits[0] === ALL_ONES && digits[1] === ALL_ONES
}
