import type { Code, Local } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64, select } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { bitLengthOf, DIGIT_BITS, DIGIT_BYTES, digitCount, digitOf, shiftLeft } from './digits.ts'
import { memoryMap } from './memory-map.ts'
import { anyBit, type Word, wordType } from './word.ts'

/** Numbers of digits that there is a reduction for; a divisor of fewer gets zeros below. */
export const divisorSizes = [3, 5, 7, 9] as const

const MOST_DIGITS = 9
const { divisor, divisorWord, reciprocal, shift, padding, divisorDigits } = memoryMap

/**
 * Defines `prepareDivisor(word)`: writes down the digits of a divisor, not 0, shifted so that its top digit has its top bit,
 * and its reciprocal. The last divisor is remembered: programs divide by the same one again and again.
 */
export function definePrepareDivisor(module: ModuleBuilder): Call {
  const signature = { params: wordType, results: [] } as const
  return module.define('prepareDivisor', signature, (f, word) => {
    const [top, by] = [f.local('i64'), f.local('i64')]
    const [digits, zeros] = [f.local('i32'), f.local('i32')]
    const limbs = [...word, top]
    const places = Array.from({ length: MOST_DIGITS }, (_, index) => index)
    return [
      ...f.if(
        i64.eqz(anyBit(word.map((limb, i) => i64.xor(limb, i64.load(0, divisorWord + 8 * i))))),
        () => f.return(),
      ),
      ...word.flatMap((limb, i) => i64.store(0, limb, divisorWord + 8 * i)),
      ...by.set(bitLengthOf(f, word)),
      ...zeros.set(digitCount(by)),
      ...by.set(i64.sub(i64.mul(i64.extend_i32_u(zeros), DIGIT_BITS), by)),
      ...digits.set(sizeOf(zeros)),
      ...zeros.set(i32.sub(digits, zeros)),
      ...i64.store(0, by, shift),
      ...i32.store(0, zeros, padding),
      ...i32.store(0, digits, divisorDigits),
      ...shiftLeft(word as Word, top, by),
      ...[0, 1].flatMap((index) => i64.store(0, 0n, divisor + DIGIT_BYTES * index)),
      ...zeros.set(i32.shl(zeros, 3)),
      ...places.flatMap((index) =>
        i64.store(zeros, digitOf(limbs, index), divisor + DIGIT_BYTES * index),
      ),
      ...storeReciprocal(f, i32.shl(digits, 3)),
    ]
  })
}

/** The smallest of the sizes that holds so many digits. */
function sizeOf(digits: Local): Code {
  const [first, ...others] = [...divisorSizes].reverse()
  return others.reduce<Code>(
    (larger, size) => select(i32.le_u(digits, size), size, larger),
    i32.add(first ?? 0, 0),
  )
}

/** 2^(29·d + 30) / divisor to the nearest integer or, by a half at most, its neighbour: from the top 34 bits. */
function storeReciprocal(f: FunctionBuilder, end: Code): Code {
  const [value, most, rest] = [f.local('i64'), f.local('i64'), f.local('i64')]
  const at = f.local('i32')
  const topDigits = i64.or(
    i64.shl(i64.load(at, divisor - DIGIT_BYTES), DIGIT_BITS),
    i64.load(at, divisor - 2 * DIGIT_BYTES),
  )
  return [
    ...at.set(end),
    ...value.set(i64.or(i64.shr_u(topDigits, 24n), 1n)),
    ...most.set(i64.div_u(-1n, value)),
    ...rest.set(i64.sub(-1n, i64.mul(most, value))),
    ...i64.store(
      0,
      i64.add(most, i64.extend_i32_u(i64.gt_u(rest, i64.shr_u(value, 1n)))),
      reciprocal,
    ),
  ]
}
