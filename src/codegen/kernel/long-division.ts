import type { Code, Local } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import {
  bitLengthOf,
  DIGIT_BYTES,
  digitCount,
  digitOf,
  joinDigits,
  shiftLeft,
  shiftRight,
} from './digits.ts'
import { definePrepareDivisor, divisorSizes } from './divisor.ts'
import { memoryMap } from './memory-map.ts'
import { defineReduce } from './reduce.ts'
import { binarySignature, type Word, wordType } from './word.ts'

const { columns, quotient, shift, padding, divisorDigits } = memoryMap
/** Digits of a word, and of one that was shifted left by 28 at most. */
const WORD_DIGITS = 9
const SHIFTED_DIGITS = 10
/** Columns of the product of the two, and one to carry into. */
const PRODUCT_COLUMNS = WORD_DIGITS + SHIFTED_DIGITS - 1

/** Divisions that leave quotient and remainder in the kernel's memory. The divisor is not 0. */
export interface LongDivision {
  /** `(a, b)`: a word that is at least the divisor. */
  readonly divide: Call
  /** `(a, b, m)`: the product of two words, by m; the remainder only. Products below 2^(bits of m - 1) are left alone: 0. */
  readonly divideProduct: Call
  /** `() → word`. */
  readonly quotient: Call
  readonly remainder: Call
}

/** Defines them. */
export function defineLongDivision(module: ModuleBuilder): LongDivision {
  const prepare = definePrepareDivisor(module)
  const reduce = defineReduceAny(module)
  return {
    divide: defineDivide(module, prepare, reduce),
    divideProduct: defineDivideProduct(module, prepare, reduce),
    quotient: module.define('quotient', { params: [], results: wordType }, (f) => {
      const word = [f.local('i64'), f.local('i64'), f.local('i64'), f.local('i64')] as const
      return [...joinDigits(f, word, [0, quotient], SHIFTED_DIGITS), ...f.return(...word)]
    }),
    remainder: module.define('remainder', { params: [], results: wordType }, (f) => {
      const word = [f.local('i64'), f.local('i64'), f.local('i64'), f.local('i64')] as const
      return remainderCode(f, word)
    }),
  }
}

/** The digits above the padding, shifted back. They are below 2^261: the fifth limb has five bits. */
function remainderCode(f: FunctionBuilder, word: Word): Code {
  const [top, by, base] = [f.local('i64'), f.local('i64'), f.local('i32')]
  const limbs = [...word, top] as const
  return [
    ...base.set(i32.shl(i32.load(0, padding), 3)),
    ...by.set(i64.load(0, shift)),
    ...joinDigits(f, limbs, [base, columns], WORD_DIGITS),
    ...shiftRight(limbs, by),
    ...f.return(...word),
  ]
}

/** `(k)`: the reduction for the divisor's number of digits. */
function defineReduceAny(module: ModuleBuilder): Call {
  const reductions = divisorSizes.map((size) => ({ size, reduce: defineReduce(module, size) }))
  return module.define('reduce', { params: ['i32'], results: [] }, (f, [k]) =>
    reductions.flatMap(({ size, reduce }) =>
      f.if(i32.eq(i32.load(0, divisorDigits), size), () => [...reduce(k), ...f.return()]),
    ),
  )
}

function defineDivide(module: ModuleBuilder, prepare: Call, reduce: Call): Call {
  const signature = { params: binarySignature.params, results: [] } as const
  return module.define('divide', signature, (f, [a0, a1, a2, a3, ...b]) => {
    const a: Word = [a0, a1, a2, a3]
    const [top, by, bits] = [f.local('i64'), f.local('i64'), f.local('i64')]
    return [
      ...prepare(...b),
      ...by.set(i64.load(0, shift)),
      ...bits.set(i64.add(bitLengthOf(f, a), by)),
      ...shiftLeft(a, top, by),
      ...storeColumns(f, SHIFTED_DIGITS, (index) => digitOf([...a, top], index)),
      ...Array.from({ length: SHIFTED_DIGITS }, (_, index) =>
        i64.store(0, 0n, quotient + DIGIT_BYTES * index),
      ).flat(),
      ...reduce(firstPlace(bits)),
    ]
  })
}

function defineDivideProduct(module: ModuleBuilder, prepare: Call, reduce: Call): Call {
  const params = [...wordType, ...wordType, ...wordType] as const
  const signature = { params, results: ['i32'] } as const
  return module.define('divideProduct', signature, (f, [a0, a1, a2, a3, b0, b1, b2, b3, ...m]) => {
    const [a, b]: Word[] = [
      [a0, a1, a2, a3],
      [b0, b1, b2, b3],
    ]
    if (a === undefined || b === undefined) return []
    const [top, by, bits, place] = [f.local('i64'), f.local('i64'), f.local('i64'), f.local('i32')]
    const left = Array.from({ length: WORD_DIGITS }, () => f.local('i64'))
    const right = Array.from({ length: SHIFTED_DIGITS }, () => f.local('i64'))
    return [
      ...prepare(...m),
      ...by.set(i64.load(0, shift)),
      ...bits.set(i64.add(i64.add(bitLengthOf(f, a), bitLengthOf(f, b)), by)),
      ...place.set(firstPlace(bits)),
      ...f.if(i32.lt_s(place, 0), () => f.return(0)),
      ...left.flatMap((digit, index) => digit.set(digitOf(a, index))),
      ...shiftLeft(b, top, by),
      ...right.flatMap((digit, index) => digit.set(digitOf([...b, top], index))),
      ...storeColumns(f, PRODUCT_COLUMNS, (index) => productColumn(left, right, index)),
      ...reduce(place),
      ...f.return(1),
    ]
  })
}

/** The sum of the products of digits that belong to a column. */
function productColumn(left: readonly Local[], right: readonly Local[], column: number): Code {
  const products = left.flatMap((digit, i) => {
    const other = right[column - i]
    return other === undefined ? [] : [i64.mul(digit, other)]
  })
  return products.reduce((sum, term) => i64.add(sum, term))
}

/** Writes the columns of the dividend above the padding, and zeros below and two above. */
function storeColumns(f: FunctionBuilder, count: number, column: (index: number) => Code): Code {
  const base = f.local('i32')
  return [
    ...[0, 1].flatMap((index) => i64.store(0, 0n, columns + DIGIT_BYTES * index)),
    ...base.set(i32.shl(i32.load(0, padding), 3)),
    ...Array.from({ length: count + 2 }, (_, index) =>
      i64.store(base, index < count ? column(index) : 0n, columns + DIGIT_BYTES * index),
    ).flat(),
  ]
}

/** The highest place of the quotient of a dividend of so many bits; below 0 when there is none. */
function firstPlace(bits: Local): Code {
  return i32.sub(i32.add(digitCount(bits), i32.load(0, padding)), i32.load(0, divisorDigits))
}
