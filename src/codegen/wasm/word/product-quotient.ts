import { opcode } from '../../../wasm/opcode.ts'
import type { Emitter } from '../emitter.ts'
import { limbsOf, type Operand } from '../operand.ts'
import { isNonZero } from './comparisons.ts'
import { callKernel, kernel } from './kernel-call.ts'

const LIMBS = 4
const HALF = 2

/** `div(mul(x, y), x)`: the product, `x`, `y`. */
export type ProductQuotient = readonly [product: Operand, x: Operand, y: Operand]

/**
 * The quotient of a product by one of its factors. Where the limbs of the factors are together no more than a word has, it is
 * the other factor, and nothing is divided.
 */
export function productQuotient(
  out: Emitter,
  result: Operand,
  [product, x, y]: ProductQuotient,
): void {
  const limbs = splitOf(limbsOf(x.bits), limbsOf(y.bits))
  const isCertain = limbsOf(x.bits) <= limbs && limbsOf(y.bits) <= LIMBS - limbs
  if (!isCertain) {
    pushLimbsFrom(out, x, limbs)
    pushLimbsFrom(out, y, LIMBS - limbs)
    out.op(opcode['i64.or'])
    out.op(opcode['i64.eqz'])
    out.if()
  }
  factorUnlessZero(out, result, x, y)
  if (isCertain) return
  out.else()
  callKernel(out, kernel.div, result, [product, x])
  out.end()
}

/** How many limbs the first factor may have, so that the product fits: the other one may have the rest. */
function splitOf(xLimbs: number, yLimbs: number): number {
  if (xLimbs <= HALF) return xLimbs
  return yLimbs <= HALF ? LIMBS - yLimbs : HALF
}

/** Pushes an i64 with the bits of all limbs from one on. */
function pushLimbsFrom(out: Emitter, operand: Operand, first: number): void {
  out.limb(operand, first)
  for (let limb = first + 1; limb < LIMBS; limb++) {
    out.limb(operand, limb)
    out.op(opcode['i64.or'])
  }
}

/** `y`, but 0 when `x` is 0. */
function factorUnlessZero(out: Emitter, result: Operand, x: Operand, y: Operand): void {
  const isSet = out.take('i32')
  isNonZero(out, [x, x, x])
  out.set(isSet)
  for (let limb = 0; limb < result.locals.length; limb++) {
    out.limb(y, limb)
    out.i64(0)
    out.get(isSet)
    out.op(opcode['select'])
    out.setLimb(result, limb)
  }
  out.release(isSet)
}
