import type { Instruction, Value } from '../ir/instruction.ts'
import { type OperationName, operationNames } from '../ir/operation.ts'
import { bitLength, smallNumber } from '../ir/words.ts'
import { COUNTER, STEP_BITS, type Width, WORD_BITS, widthOf } from './width.ts'

/** Bits of a result, by the bits of the operands; what is known of constants may make it less. */
type Transfer = (a: number, b: number, args: readonly Value[], c: number) => number

const SIGN_BIT = 255

const full: Transfer = () => WORD_BITS
const one: Transfer = () => 1
const least: Transfer = (a, b) => Math.min(a, b)

const transfers: Readonly<Partial<Record<OperationName, Transfer>>> = {
  add: (a, b) => (a === 0 ? b : b === 0 ? a : Math.max(a, b) + 1),
  sub: (a, b, args) => (b === 0 ? a : subtraction(a, b, args)),
  mul: (a, b) => (a === 0 || b === 0 ? 0 : a + b),
  div: (a, b, args) => quotient(a, b, args),
  sdiv: (a, b, args) => (a <= SIGN_BIT && b <= SIGN_BIT ? quotient(a, b, args) : WORD_BITS),
  mod: least,
  smod: (a, b) => (a <= SIGN_BIT && b <= SIGN_BIT ? Math.min(a, b) : WORD_BITS),
  addmod: (a, b, _, c) => Math.min(Math.max(a, b) + 1, c),
  mulmod: (a, b, _, c) => Math.min(a + b, c),
  exp: (a, b, args) => power(a, b, args),
  signextend: (_, b, args) => signExtension(b, args),
  lt: one,
  gt: one,
  slt: one,
  sgt: one,
  eq: one,
  iszero: one,
  and: least,
  or: (a, b) => Math.max(a, b),
  xor: (a, b) => Math.max(a, b),
  not: full,
  byte: (_, b) => Math.min(8, b),
  shl: (a, b, args) => (b === 0 ? 0 : b + largestShift(a, args)),
  shr: (_, b, args) => Math.max(b - knownShift(args), 0),
  sar: (_, b, args) => (b <= SIGN_BIT ? Math.max(b - knownShift(args), 0) : WORD_BITS),
  clz: () => 9,
}

const byOperation = operationNames.map((name) => transfers[name] ?? full)

/** The width of a pure operation's result by the widths of its operands. */
export function transfer(instruction: Instruction, a: Width, b: Width, c: Width): Width {
  const { op: operation, args } = instruction
  const bits = byOperation[operation]?.((a + 1) >> 1, (b + 1) >> 1, args, (c + 1) >> 1)
  return widthOf(bits ?? WORD_BITS)
}

/** The width of a sum where each addition is paid for: see docs/codegen.md, "Counters". */
export function paidSum(a: Width, b: Width): Width {
  const sum = a === 0 || b === 0 ? Math.max(a, b) : (((Math.max(a, b) + 1) >> 1) + 1) * 2
  const counts = Math.min(a, b) <= 2 * STEP_BITS && Math.max(a, b) <= COUNTER
  return counts ? Math.min(sum, COUNTER) : Math.min(sum, 2 * WORD_BITS)
}

/** From a constant of more bits nothing is borrowed; neither from all ones. */
function subtraction(a: number, b: number, [minuend]: readonly Value[]): number {
  const words = minuend?.words
  if (words === undefined) return WORD_BITS
  const isMask = words.every((digit, at) => digit === maskDigit(a, at))
  return b < a || (isMask && b <= a) ? a : WORD_BITS
}

/** The digit at `at` of 2^bits - 1. */
function maskDigit(bits: number, at: number): number {
  const inDigit = Math.min(Math.max(bits - 32 * at, 0), 32)
  return inDigit === 32 ? 0xffff_ffff : 2 ** inDigit - 1
}

/** A constant of `b` bits is at least 2^(b - 1). */
function quotient(a: number, b: number, [, divisor]: readonly Value[]): number {
  if (divisor?.words === undefined) return a
  return b === 0 ? 0 : Math.max(a - b + 1, 0)
}

function power(a: number, _: number, [, exponent]: readonly Value[]): number {
  if (a <= 1) return 1
  const known = exponent?.words === undefined ? undefined : smallNumber(exponent.words)
  return known === undefined ? WORD_BITS : Math.max(Math.min(a * known, WORD_BITS), 1)
}

/** A word whose sign bit is known to be clear stays as it is. */
function signExtension(b: number, [index]: readonly Value[]): number {
  const known = index?.words === undefined ? undefined : smallNumber(index.words)
  return known !== undefined && b < 8 * known + 8 ? b : WORD_BITS
}

/** The shift if it is known, else 0. */
function knownShift([shift]: readonly Value[]): number {
  if (shift?.words === undefined) return 0
  return smallNumber(shift.words) ?? WORD_BITS
}

function largestShift(bits: number, [shift]: readonly Value[]): number {
  if (shift?.words !== undefined) return smallNumber(shift.words) ?? WORD_BITS
  return bits > 8 ? WORD_BITS : 2 ** bits - 1
}

/** The width of what is below a value. */
export function widthBelow(value: Value, width: Width): Width {
  const { words } = value
  if (words === undefined || width === 0) return width
  // Below 2^k there are k bits.
  const bits = bitLength(words)
  const isPower = words.reduce((sum, digit) => sum + ones(digit), 0) === 1
  return widthOf(isPower ? bits - 1 : bits)
}

function ones(digit: number): number {
  let count = 0
  for (let rest = digit; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count++
  return count
}
