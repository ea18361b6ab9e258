import { opcode } from '../../../wasm/opcode.ts'
import type { Emitter } from '../emitter.ts'
import { constantOf, type Operand } from '../operand.ts'
import { allBits } from './comparisons.ts'
import { callKernel, kernel } from './kernel-call.ts'
import { isZeroLimb, limbCount, setLowLimb } from './limb.ts'
import type { WordEmission } from './word-emission.ts'

const i64Shl = opcode['i64.shl']
const i64Shr = opcode['i64.shr_u']
const i64ShrSigned = opcode['i64.shr_s']
const i64Or = opcode['i64.or']
const i64And = opcode['i64.and']
const i64LtU = opcode['i64.lt_u']
const i64Eqz = opcode['i64.eqz']
const i32And = opcode['i32.and']
const select = opcode['select']

const LIMB_BITS = 64
const TOP_LIMB = 3

export const shl: WordEmission = (out, result, args) => {
  const [shift, word] = args
  const by = constantOf(shift)
  if (by !== undefined) shiftLeft(out, result, word, by)
  else if (result.locals.length === 1) narrow(out, result, args, i64Shl)
  else callKernel(out, kernel.shl, result, [shift, word])
}

export const shr: WordEmission = (out, result, args) => {
  const [shift, word] = args
  const by = constantOf(shift)
  if (by !== undefined) shiftRight(out, result, word, by)
  else if (limbCount(word) <= 1) narrow(out, result, args, i64Shr)
  else callKernel(out, kernel.shr, result, [shift, word])
}

export const sar: WordEmission = (out, result, args) => {
  const [shift, word] = args
  const by = constantOf(shift)
  if (word.bits < 4 * LIMB_BITS) shr(out, result, args)
  else if (by === undefined) callKernel(out, kernel.sar, result, [shift, word])
  else shiftRightSigned(out, result, word, Math.min(by, 4 * LIMB_BITS - 1))
}

/** One limb by a shift that is not known: Wasm takes the shift modulo 64, so what is further is selected to be 0. */
function narrow(
  out: Emitter,
  result: Operand,
  [shift, word]: readonly [Operand, Operand, ...unknown[]],
  instruction: number,
): void {
  out.limb(word, 0)
  out.limb(shift, 0)
  out.op(instruction)
  if (shift.bits > 6) {
    out.i64(0)
    isBelow64(out, shift)
    out.op(select)
  }
  setLowLimb(out, result)
}

function isBelow64(out: Emitter, shift: Operand): void {
  out.limb(shift, 0)
  out.i64(LIMB_BITS)
  out.op(i64LtU)
  if (limbCount(shift) <= 1) return
  allBits(out, shift, 1)
  out.op(i64Eqz)
  out.op(i32And)
}

function shiftLeft(out: Emitter, result: Operand, word: Operand, by: number): void {
  const [limbs, bits] = [Math.floor(by / LIMB_BITS), by % LIMB_BITS]
  for (let limb = 0; limb < result.locals.length; limb++) {
    funnel(out, word, limb - limbs, bits)
    out.setLimb(result, limb)
  }
}

function shiftRight(out: Emitter, result: Operand, word: Operand, by: number): void {
  const [limbs, bits] = [Math.floor(by / LIMB_BITS), by % LIMB_BITS]
  for (let limb = 0; limb < result.locals.length; limb++) {
    // Right by n is left by 64 - n, one limb up.
    if (bits === 0) funnel(out, word, limb + limbs, 0)
    else funnel(out, word, limb + limbs + 1, LIMB_BITS - bits)
    out.setLimb(result, limb)
  }
}

/** Pushes limb `limb` of the word shifted left by `bits` (below 64): of that limb and the one below. */
function funnel(out: Emitter, word: Operand, limb: number, bits: number): void {
  const hasUpper = isIn(word, limb)
  const hasLower = bits !== 0 && isIn(word, limb - 1)
  if (hasUpper) {
    out.limb(word, limb)
    if (bits !== 0) shifted(out, bits, i64Shl)
  }
  if (hasLower) {
    out.limb(word, limb - 1)
    shifted(out, LIMB_BITS - bits, i64Shr)
  }
  if (hasUpper && hasLower) out.op(i64Or)
  if (!(hasUpper || hasLower)) out.i64(0)
}

function isIn(word: Operand, limb: number): boolean {
  return limb >= 0 && limb <= TOP_LIMB && !isZeroLimb(word, limb)
}

function shifted(out: Emitter, by: number, instruction: number): void {
  out.i64(by)
  out.op(instruction)
}

function shiftRightSigned(out: Emitter, result: Operand, word: Operand, by: number): void {
  const [limbs, bits] = [Math.floor(by / LIMB_BITS), by % LIMB_BITS]
  for (let limb = 0; limb < result.locals.length; limb++) {
    const from = limb + limbs
    if (from < TOP_LIMB && bits !== 0) funnel(out, word, from + 1, LIMB_BITS - bits)
    else if (from < TOP_LIMB) out.limb(word, from)
    else {
      out.limb(word, TOP_LIMB)
      shifted(out, from === TOP_LIMB ? bits : LIMB_BITS - 1, i64ShrSigned)
    }
    out.setLimb(result, limb)
  }
}

/** `byte(i, word)`: byte 0 is the most significant. */
export const byte: WordEmission = (out, result, [index, word]) => {
  const at = constantOf(index)
  if (at === undefined || at > 31) {
    callKernel(out, kernel.byte, result, [index, word])
    return
  }
  const bit = 8 * (31 - at)
  out.limb(word, Math.floor(bit / LIMB_BITS))
  shifted(out, bit % LIMB_BITS, i64Shr)
  out.i64(0xff)
  out.op(i64And)
  setLowLimb(out, result)
}

/** `signextend(b, word)`: the sign is that of byte `b`, 0 the least significant. */
export const signextend: WordEmission = (out, result, [index, word]) => {
  const at = constantOf(index)
  if (at === undefined || at > 30) {
    callKernel(out, kernel.signextend, result, [index, word])
    return
  }
  const top = at >> 3
  const spare = LIMB_BITS - 8 * ((at & 7) + 1)
  for (let limb = 0; limb < result.locals.length; limb++) {
    if (limb < top) out.limb(word, limb)
    else {
      out.limb(word, top)
      if (spare !== 0) shifted(out, spare, i64Shl)
      shifted(out, limb === top ? spare : LIMB_BITS - 1, i64ShrSigned)
    }
    out.setLimb(result, limb)
  }
}
