import { opcode } from '../../../wasm/opcode.ts'
import type { Emitter } from '../emitter.ts'
import type { Operand } from '../operand.ts'
import { isZeroLimb, limbCount, widestLimbs } from './limb.ts'
import type { ConditionEmission } from './word-emission.ts'

const i64Eq = opcode['i64.eq']
const i64Eqz = opcode['i64.eqz']
const i64Ne = opcode['i64.ne']
const i64Lt = opcode['i64.lt_u']
const i64LtSigned = opcode['i64.lt_s']
const i64Or = opcode['i64.or']
const i64Xor = opcode['i64.xor']
const i32And = opcode['i32.and']
const i32Or = opcode['i32.or']
const i32Eqz = opcode['i32.eqz']
const wrap = opcode['i32.wrap_i64']

const SIGN_BIT = 255
const TOP_LIMB = 3

export const lt: ConditionEmission = (out, [a, b]) => below(out, a, b, widestLimbs(a, b), i64Lt)
export const gt: ConditionEmission = (out, [a, b]) => below(out, b, a, widestLimbs(a, b), i64Lt)
export const slt: ConditionEmission = (out, [a, b]) => belowSigned(out, a, b)
export const sgt: ConditionEmission = (out, [a, b]) => belowSigned(out, b, a)

/** Where both are known to be positive the signs do not matter. */
function belowSigned(out: Emitter, a: Operand, b: Operand): void {
  if (a.bits <= SIGN_BIT && b.bits <= SIGN_BIT) below(out, a, b, widestLimbs(a, b), i64Lt)
  else below(out, a, b, TOP_LIMB + 1, i64LtSigned)
}

/** From the lowest limb up: less, or equal and less below. `topTest` compares the highest limb. */
function below(out: Emitter, a: Operand, b: Operand, limbs: number, topTest: number): void {
  if (limbs === 0) out.i32(0)
  for (let limb = 0; limb < limbs; limb++) {
    if (limb > 0) {
      equalLimb(out, a, b, limb)
      out.op(i32And)
    }
    out.limb(a, limb)
    out.limb(b, limb)
    out.op(limb === limbs - 1 ? topTest : i64Lt)
    if (limb > 0) out.op(i32Or)
  }
}

function equalLimb(out: Emitter, a: Operand, b: Operand, limb: number): void {
  if (isZeroLimb(b, limb)) {
    out.limb(a, limb)
    out.op(i64Eqz)
  } else if (isZeroLimb(a, limb)) {
    out.limb(b, limb)
    out.op(i64Eqz)
  } else {
    out.limb(a, limb)
    out.limb(b, limb)
    out.op(i64Eq)
  }
}

/** The differences of all limbs together are 0. */
export const eq: ConditionEmission = (out, [a, b]) => {
  const limbs = widestLimbs(a, b)
  if (limbs <= 1) {
    equalLimb(out, a, b, 0)
    return
  }
  for (let limb = 0; limb < limbs; limb++) {
    if (isZeroLimb(b, limb)) out.limb(a, limb)
    else if (isZeroLimb(a, limb)) out.limb(b, limb)
    else {
      out.limb(a, limb)
      out.limb(b, limb)
      out.op(i64Xor)
    }
    if (limb > 0) out.op(i64Or)
  }
  out.op(i64Eqz)
}

export const iszero: ConditionEmission = (out, [a]) => {
  if (a.bits === 1) {
    out.limb(a, 0)
    out.op(wrap)
    out.op(i32Eqz)
    return
  }
  allBits(out, a)
  out.op(i64Eqz)
}

/** Whether a word is not 0. */
export const isNonZero: ConditionEmission = (out, [a]) => {
  allBits(out, a)
  if (a.bits <= 32) {
    out.op(wrap)
    return
  }
  out.i64(0)
  out.op(i64Ne)
}

/** Pushes an i64 with every bit that any limb has. */
export function allBits(out: Emitter, operand: Operand, from = 0): void {
  const limbs = limbCount(operand)
  if (limbs <= from) out.i64(0)
  for (let limb = from; limb < limbs; limb++) {
    out.limb(operand, limb)
    if (limb > from) out.op(i64Or)
  }
}
