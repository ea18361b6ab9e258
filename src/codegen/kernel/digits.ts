import type { Code, Local, Operand } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import { countLeadingZeros } from './shift.ts'
import type { Word } from './word.ts'

/**
 * Bits of a digit. Sums of nine products of two digits fit a signed i64, so that carries wait until a whole column is
 * added up.
 */
export const DIGIT_BITS = 29n
export const DIGIT_MASK = (1n << DIGIT_BITS) - 1n
/** Bytes of a digit in memory. */
export const DIGIT_BYTES = 8

const LIMB_BITS = 64n

/** Digit `index` of a number of limbs. */
export function digitOf(limbs: readonly Local[], index: number): Code {
  const bit = DIGIT_BITS * BigInt(index)
  const [limb, offset] = [Number(bit / LIMB_BITS), bit % LIMB_BITS]
  const [low, high] = [limbs[limb], limbs[limb + 1]]
  if (low === undefined) return i64.add(0n, 0n)
  const lower = i64.shr_u(low, offset)
  if (offset + DIGIT_BITS <= LIMB_BITS || high === undefined) return i64.and(lower, DIGIT_MASK)
  return i64.and(i64.or(lower, i64.shl(high, LIMB_BITS - offset)), DIGIT_MASK)
}

/** Sets limbs to digits in memory, from `base + address` on; digits may be negative or too large (carries are done). */
export function joinDigits(
  f: FunctionBuilder,
  target: readonly Local[],
  [base, address]: readonly [Operand, number],
  count: number,
): Code {
  const [carry, digit] = [f.local('i64'), f.local('i64')]
  const code: number[] = [...carry.set(0n), ...target.flatMap((limb) => limb.set(0n))]
  for (let index = 0; index < count; index++) {
    const bit = DIGIT_BITS * BigInt(index)
    const [limb, offset] = [Number(bit / LIMB_BITS), bit % LIMB_BITS]
    const [low, high] = [target[limb], target[limb + 1]]
    code.push(
      ...carry.set(i64.add(carry, i64.load(base, address + DIGIT_BYTES * index))),
      ...digit.set(i64.and(carry, DIGIT_MASK)),
      ...carry.set(i64.shr_s(carry, DIGIT_BITS)),
      ...(low === undefined ? [] : low.set(i64.or(low, i64.shl(digit, offset)))),
      ...(high === undefined || offset + DIGIT_BITS <= LIMB_BITS
        ? []
        : high.set(i64.or(high, i64.shr_u(digit, LIMB_BITS - offset)))),
    )
  }
  return code
}

/** Sets `top` and the word, in place, to the word shifted left by `shift`, 0 to 28. */
export function shiftLeft(word: Word, top: Local, shift: Local): Code {
  const [w0, w1, w2, w3] = word
  const funnel = (high: Local, low: Local): Code =>
    high.set(i64.or(i64.shl(high, shift), above(low, shift)))
  return [
    ...top.set(above(w3, shift)),
    ...funnel(w3, w2),
    ...funnel(w2, w1),
    ...funnel(w1, w0),
    ...w0.set(i64.shl(w0, shift)),
  ]
}

/** Shifts a word, in place, right by `shift`, 0 to 28; `top` is the limb above it. */
export function shiftRight(word: readonly [...Word, Local], shift: Local): Code {
  return [0, 1, 2, 3].flatMap((index) => {
    const [low, high] = [word[index] as Local, word[index + 1] as Local]
    // high << (64 - shift), in two steps, because 64 would shift by 0.
    return low.set(i64.or(i64.shr_u(low, shift), i64.shl(i64.shl(high, 1n), i64.xor(shift, 63n))))
  })
}

/** Number of digits of a number of so many bits (an i64 below 2^16), as an i32. */
export function digitCount(bits: Operand): Code {
  // (bits + 28) / 29, exact for less than 2,000 bits.
  return i32.wrap_i64(i64.shr_u(i64.mul(i64.add(bits, 28n), 2260n), 16n))
}

/** Number of bits of a word, as an i64. */
export function bitLengthOf(f: FunctionBuilder, word: Word): Code {
  return i64.sub(256n, countLeadingZeros(f, word))
}

function above(limb: Local, shift: Local): Code {
  return i64.shr_u(i64.shr_u(limb, 1n), i64.xor(shift, 63n))
}
