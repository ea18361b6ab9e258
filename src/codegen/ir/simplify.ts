import type { BlockBuilder } from './block-builder.ts'
import { fold } from './fold.ts'
import type { Value } from './instruction.ts'
import { type Operation, type OperationName, op, operationNames } from './operation.ts'
import {
  addWords,
  exponentOfTwo,
  maskWords,
  notWords,
  saturated,
  shiftLeftWords,
  subtractWords,
} from './word-arithmetic.ts'
import { areEqual, bitLength, smallNumber, type Words } from './words.ts'

/** A simpler value for an operation on these operands, or undefined. A constant is the second operand where order does not matter. */
type Rule = (block: BlockBuilder, a: Value, b: Value, c: Value) => Value | undefined

const WORD_BITS = 256
const LAST_BYTE = 31

// biome-ignore format: table
const rules: Readonly<Partial<Record<OperationName, Rule>>> = {
  add:        (block, a, b) => (isZero(b) ? a : addToSum(block, a, b)),
  sub:        (block, a, b) => (isZero(b) ? a : difference(block, a, b)),
  mul:        (block, a, b) => (isZero(b) ? b : isOne(b) ? a : shiftByPower(block, op.shl, a, b)),
  div:        (block, a, b) => (isZero(a) || isOne(b) ? a : isZero(b) ? b : shiftByPower(block, op.shr, a, b)),
  sdiv:       (_, a, b) => (isZero(a) || isOne(b) ? a : isZero(b) ? b : undefined),
  mod:        (block, a, b) => (isZero(a) ? a : isZero(b) ? b : maskByPower(block, a, b)),
  smod:       (_, a, b) => (isZero(a) ? a : isZero(b) ? b : undefined),
  addmod:     (block, a, b, c) => (isZero(c) ? c : maskByPower(block, () => block.binary(op.add, a, b), c)),
  mulmod:     (block, a, b, c) => (isZero(c) ? c : maskByPower(block, () => block.binary(op.mul, a, b), c)),
  exp:        (block, a, b) => power(block, a, b),
  signextend: (_, a, b) => (a.words !== undefined && saturated(a.words) >= LAST_BYTE ? b : undefined),
  lt:         (block, a, b) => (a === b || isZero(b) ? block.number(0) : isZero(a) ? nonZero(block, b) : isOne(b) ? block.unary(op.iszero, a) : undefined),
  gt:         (block, a, b) => (a === b || isZero(a) ? block.number(0) : isZero(b) ? nonZero(block, a) : isOne(a) ? block.unary(op.iszero, b) : undefined),
  slt:        (block, a, b) => (a === b ? block.number(0) : undefined),
  sgt:        (block, a, b) => (a === b ? block.number(0) : undefined),
  eq:         (block, a, b) => (a === b ? block.number(1) : isZero(b) ? block.unary(op.iszero, a) : undefined),
  iszero:     (block, a) => zeroTest(block, a),
  and:        (block, a, b) => (a === b ? a : b.words === undefined ? undefined : masked(block, a, b, b.words)),
  or:         (_, a, b) => (a === b || isZero(b) ? a : undefined),
  xor:        (block, a, b) => (a === b ? block.number(0) : isZero(b) ? a : undefined),
  not:        (_, a) => (a.op === op.not ? a.args[0] : undefined),
  byte:       (block, a, b) => (isZero(b) ? b : isFar(a, LAST_BYTE + 1) ? block.number(0) : undefined),
  shl:        (block, a, b) => (isZero(a) || isZero(b) ? b : isFar(a, WORD_BITS) ? block.number(0) : shiftLeft(block, a, b)),
  shr:        (block, a, b) => (isZero(a) || isZero(b) ? b : isFar(a, WORD_BITS) ? block.number(0) : shiftRight(block, a, b)),
  sar:        (_, a, b) => (isZero(a) || isZero(b) ? b : undefined),
}

const byOperation = operationNames.map((name) => rules[name])

/** A simpler value for a pure operation, or undefined: known operands are computed, and cheap operations preferred. */
export function simplify(
  block: BlockBuilder,
  operation: Operation,
  a: Value,
  b = a,
  c?: Value,
): Value | undefined {
  if (a.words !== undefined && b.words !== undefined && c === undefined) {
    const folded = fold(operation, a.words, b.words)
    if (folded !== undefined) return block.constant(folded)
  }
  return byOperation[operation]?.(block, a, b, c ?? a)
}

function isZero({ words }: Value): boolean {
  return words !== undefined && bitLength(words) === 0
}

function isOne({ words }: Value): boolean {
  return words !== undefined && smallNumber(words) === 1
}

/** Whether a value is known to be at least `limit`. */
function isFar({ words }: Value, limit: number): boolean {
  return words !== undefined && saturated(words) >= limit
}

/** The operand of `x + constant`, and the constant. */
function sumWithConstant(value: Value): readonly [Value, Words] | undefined {
  const [term, constant] = value.args
  if (value.op !== op.add || term === undefined || constant?.words === undefined) return undefined
  return [term, constant.words]
}

/** `(x + c) + d` is `x + (c + d)`. */
function addToSum(block: BlockBuilder, a: Value, b: Value): Value | undefined {
  const sum = sumWithConstant(a)
  if (sum === undefined || b.words === undefined) return undefined
  return block.binary(op.add, sum[0], block.constant(addWords(sum[1], b.words)))
}

/** What both sides have in common goes: `(x + c) - (x + d)` is `c - d`; and `(x + c) - d` is `x + (c - d)`. */
function difference(block: BlockBuilder, a: Value, b: Value): Value | undefined {
  if (a === b) return block.number(0)
  const [left, right] = [sumWithConstant(a), sumWithConstant(b)]
  if (left !== undefined && left[0] === b) return block.constant(left[1])
  if (left !== undefined && right !== undefined && left[0] === right[0]) {
    return block.constant(subtractWords(left[1], right[1]))
  }
  if (left === undefined || b.words === undefined) return undefined
  return block.binary(op.add, left[0], block.constant(subtractWords(left[1], b.words)))
}

function shiftByPower(
  block: BlockBuilder,
  shift: typeof op.shl | typeof op.shr,
  a: Value,
  { words }: Value,
): Value | undefined {
  const exponent = words === undefined ? undefined : exponentOfTwo(words)
  return exponent === undefined ? undefined : block.binary(shift, block.number(exponent), a)
}

/** Modulo 2^k the lowest k bits stay, of a sum or product modulo 2^256 as well. */
function maskByPower(
  block: BlockBuilder,
  a: Value | (() => Value),
  { words }: Value,
): Value | undefined {
  const exponent = words === undefined ? undefined : exponentOfTwo(words)
  if (exponent === undefined) return undefined
  const value = typeof a === 'function' ? a() : a
  return block.binary(op.and, value, block.constant(maskWords(exponent)))
}

function power(block: BlockBuilder, base: Value, exponent: Value): Value | undefined {
  if (isZero(exponent) || isOne(base)) return block.number(1)
  if (isOne(exponent)) return base
  const known = exponent.words === undefined ? undefined : smallNumber(exponent.words)
  if (known === 2) return block.binary(op.mul, base, base)
  const isTwo = base.words !== undefined && smallNumber(base.words) === 2
  return isTwo ? block.binary(op.shl, exponent, block.number(1)) : undefined
}

function nonZero(block: BlockBuilder, a: Value): Value {
  return block.unary(op.iszero, block.unary(op.iszero, a))
}

/** Whether a word is 0 or 1. */
function isTruth({ op: operation }: Value): boolean {
  return operation >= op.lt && operation <= op.iszero
}

function zeroTest(block: BlockBuilder, a: Value): Value | undefined {
  const [first, second] = a.args
  if (a.op === op.iszero && first !== undefined && isTruth(first)) return first
  const differs = a.op === op.xor || a.op === op.sub
  if (!differs || first === undefined || second === undefined) return undefined
  return block.binary(op.eq, first, second)
}

function masked(block: BlockBuilder, a: Value, b: Value, mask: Words): Value | undefined {
  if (isZero(b)) return b
  if (bitLength(notWords(mask)) === 0) return a
  if (isOne(b) && isTruth(a)) return a
  const [first, second] = a.args
  if (first === undefined || second === undefined) return undefined
  if (a.op === op.and && second.words !== undefined) {
    const both = fold(op.and, mask, second.words)
    return both === undefined ? undefined : block.binary(op.and, first, block.constant(both))
  }
  // What a shift has moved out needs no mask.
  if (a.op !== op.shr || first.words === undefined) return undefined
  const left = maskWords(WORD_BITS - Math.min(saturated(first.words), WORD_BITS))
  return areEqual(fold(op.and, mask, left) ?? mask, left) ? a : undefined
}

/** Shifts by constants one after the other are one; back and forth they clear bits. */
function shiftLeft(block: BlockBuilder, a: Value, b: Value): Value | undefined {
  const shifts = constantShifts(a, b)
  if (shifts === undefined) return undefined
  const { outer, inner, word } = shifts
  if (b.op === op.shl) return shiftOnce(block, op.shl, outer + inner, word)
  if (b.op !== op.shr || inner !== outer) return undefined
  const mask = shiftLeftWords(maskWords(WORD_BITS - inner), inner)
  return block.binary(op.and, word, block.constant(mask))
}

function shiftRight(block: BlockBuilder, a: Value, b: Value): Value | undefined {
  const shifts = constantShifts(a, b)
  if (shifts === undefined) return undefined
  const { outer, inner, word } = shifts
  if (b.op === op.shr) return shiftOnce(block, op.shr, outer + inner, word)
  if (b.op !== op.shl || inner !== outer) return undefined
  return block.binary(op.and, word, block.constant(maskWords(WORD_BITS - inner)))
}

function shiftOnce(
  block: BlockBuilder,
  operation: typeof op.shl | typeof op.shr,
  by: number,
  word: Value,
): Value {
  return by >= WORD_BITS ? block.number(0) : block.binary(operation, block.number(by), word)
}

interface Shifts {
  readonly outer: number
  readonly inner: number
  readonly word: Value
}

/** The shifts of `shift(a, shift(inner, word))` where both are known. */
function constantShifts(a: Value, b: Value): Shifts | undefined {
  const [inner, word] = b.args
  if (a.words === undefined || inner?.words === undefined || word === undefined) return undefined
  return { outer: saturated(a.words), inner: saturated(inner.words), word }
}
