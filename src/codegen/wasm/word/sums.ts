import { opcode } from '../../../wasm/opcode.ts'
import type { Emitter } from '../emitter.ts'
import type { Operand } from '../operand.ts'
import { isZeroLimb } from './limb.ts'
import type { WordEmission } from './word-emission.ts'

const i64Add = opcode['i64.add']
const i64Sub = opcode['i64.sub']
const i64Or = opcode['i64.or']
const i64Lt = opcode['i64.lt_u']
const extend = opcode['i64.extend_i32_u']

/** Limb by limb with a carry, which is an i64; no carry is made that no limb takes. */
export const add: WordEmission = (out, result, [a, b]) => {
  const last = result.locals.length - 1
  const carry = last > 0 ? out.take('i64') : 0
  let carries = false
  for (let limb = 0; limb <= last; limb++) {
    const [left, right] = isZeroLimb(a, limb) ? [b, a] : [a, b]
    carries = addLimb(out, result, { left, right, limb, carry, carries, last })
  }
  if (last > 0) out.release(carry)
}

interface LimbSum {
  /** `right` is 0 when one of them is. */
  readonly left: Operand
  readonly right: Operand
  readonly limb: number
  /** The local of the carry, and whether it may hold one. */
  readonly carry: number
  readonly carries: boolean
  /** The highest limb. */
  readonly last: number
}

/** Whether there may be a carry out of the limb. */
function addLimb(out: Emitter, result: Operand, sum: LimbSum): boolean {
  const { left, right, limb, carry, carries, last } = sum
  const target = result.locals[limb] as number
  const takesRight = !isZeroLimb(right, limb)
  out.limb(left, limb)
  if (takesRight) {
    out.limb(right, limb)
    out.op(i64Add)
  }
  if (!(takesRight || carries)) {
    out.set(target)
    return false
  }
  if (limb === last) {
    if (carries) addCarry(out, carry)
    out.set(target)
    return false
  }
  out.set(target)
  if (takesRight) isLess(out, target, left, limb)
  if (carries) {
    out.get(target)
    addCarry(out, carry)
    out.tee(target)
    out.get(carry)
    out.op(i64Lt)
    out.op(extend)
    // At most one of the two sums overflows.
    if (takesRight) out.op(i64Or)
  }
  out.set(carry)
  return true
}

function addCarry(out: Emitter, carry: number): void {
  out.get(carry)
  out.op(i64Add)
}

/** Pushes as an i64 whether a sum is below one of its terms, which is its carry. */
function isLess(out: Emitter, target: number, term: Operand, limb: number): void {
  out.get(target)
  out.limb(term, limb)
  out.op(i64Lt)
  out.op(extend)
}

/** Limb by limb with a borrow. */
export const sub: WordEmission = (out, result, [a, b]) => {
  const last = result.locals.length - 1
  const borrow = last > 0 ? out.take('i64') : 0
  let borrows = false
  for (let limb = 0; limb <= last; limb++) {
    borrows = subtractLimb(out, result, {
      left: a,
      right: b,
      limb,
      carry: borrow,
      carries: borrows,
      last,
    })
  }
  if (last > 0) out.release(borrow)
}

/** Whether there may be a borrow from the next limb. */
function subtractLimb(out: Emitter, result: Operand, difference: LimbSum): boolean {
  const { left, right, limb, carry, carries, last } = difference
  const target = result.locals[limb] as number
  const takesRight = !isZeroLimb(right, limb)
  out.limb(left, limb)
  if (takesRight) {
    out.limb(right, limb)
    out.op(i64Sub)
  }
  if (limb === last || !(takesRight || carries)) {
    if (carries) subtractBorrow(out, carry)
    out.set(target)
    return false
  }
  out.set(target)
  if (takesRight) {
    out.limb(left, limb)
    out.limb(right, limb)
    out.op(i64Lt)
    out.op(extend)
  }
  if (carries) {
    out.get(target)
    out.get(carry)
    out.op(i64Lt)
    out.op(extend)
    if (takesRight) out.op(i64Or)
    out.get(target)
    subtractBorrow(out, carry)
    out.set(target)
  }
  out.set(carry)
  return true
}

function subtractBorrow(out: Emitter, borrow: number): void {
  out.get(borrow)
  out.op(i64Sub)
}
