import { opcode } from '../../../wasm/opcode.ts'
import type { Emitter } from '../emitter.ts'
import type { Operand } from '../operand.ts'
import { callKernel, kernel } from './kernel-call.ts'
import { clearLimbs, limbCount, setLowLimb } from './limb.ts'
import type { WordEmission } from './word-emission.ts'

const i64Mul = opcode['i64.mul']
const i64Add = opcode['i64.add']
const i64And = opcode['i64.and']
const i64Shr = opcode['i64.shr_u']

const HALF = 32
const LOW_HALF = 0xffff_ffff

export const mul: WordEmission = (out, result, [a, b]) => {
  if (result.locals.length === 1) {
    out.limb(a, 0)
    out.limb(b, 0)
    out.op(i64Mul)
    setLowLimb(out, result)
  } else if (limbCount(a) === 1 && limbCount(b) === 1) wide(out, result, a, b)
  else callKernel(out, kernel.mul, result, [a, b])
}

/** One limb by one limb to two: Wasm keeps the low 64 bits, the high ones are made of products of halves. */
function wide(out: Emitter, result: Operand, a: Operand, b: Operand): void {
  const [low, high] = result.locals as readonly [number, number]
  const [aHigh, bHigh, middle, cross] = [
    out.take('i64'),
    out.take('i64'),
    out.take('i64'),
    out.take('i64'),
  ]
  highHalf(out, a, aHigh)
  highHalf(out, b, bHigh)
  // middle = a1 · b0 + (a0 · b0 >> 32)
  pushProduct(
    out,
    () => out.get(aHigh),
    () => lowHalf(out, b),
  )
  pushProduct(
    out,
    () => lowHalf(out, a),
    () => lowHalf(out, b),
  )
  shiftHalf(out)
  out.op(i64Add)
  out.set(middle)
  // cross = a0 · b1 + (middle mod 2^32)
  pushProduct(
    out,
    () => lowHalf(out, a),
    () => out.get(bHigh),
  )
  out.get(middle)
  maskHalf(out)
  out.op(i64Add)
  out.set(cross)
  // high = a1 · b1 + (middle >> 32) + (cross >> 32)
  pushProduct(
    out,
    () => out.get(aHigh),
    () => out.get(bHigh),
  )
  out.get(middle)
  shiftHalf(out)
  out.op(i64Add)
  out.get(cross)
  shiftHalf(out)
  out.op(i64Add)
  out.set(high)
  out.limb(a, 0)
  out.limb(b, 0)
  out.op(i64Mul)
  out.set(low)
  clearLimbs(out, result, 2)
  for (const local of [aHigh, bHigh, middle, cross]) out.release(local)
}

function pushProduct(out: Emitter, left: () => void, right: () => void): void {
  left()
  right()
  out.op(i64Mul)
}

function highHalf(out: Emitter, operand: Operand, target: number): void {
  out.limb(operand, 0)
  shiftHalf(out)
  out.set(target)
}

function lowHalf(out: Emitter, operand: Operand): void {
  out.limb(operand, 0)
  maskHalf(out)
}

function shiftHalf(out: Emitter): void {
  out.i64(HALF)
  out.op(i64Shr)
}

function maskHalf(out: Emitter): void {
  out.i64(LOW_HALF)
  out.op(i64And)
}
