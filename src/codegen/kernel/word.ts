import { type Code, codeOf, type Local, type Operand } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64, v128 } from '../assembler/instructions.ts'

/** A 256-bit word as four i64 limbs, the least significant first. In memory: 32 bytes in the same order. */
export type Word = readonly [Local, Local, Local, Local]

/** Parameter and result types of word operations. */
export const wordType = ['i64', 'i64', 'i64', 'i64'] as const
export const binarySignature = { params: [...wordType, ...wordType], results: wordType } as const
export const ternarySignature = {
  params: [...wordType, ...wordType, ...wordType],
  results: wordType,
} as const

export function wordLocals(f: FunctionBuilder): Word {
  return [f.local('i64'), f.local('i64'), f.local('i64'), f.local('i64')]
}

type Limbs<N extends number, L extends readonly Local[] = []> = L['length'] extends N
  ? L
  : Limbs<N, [...L, Local]>

/** New locals of type i64, all 0. */
export function limbLocals<N extends number>(f: FunctionBuilder, count: N): Limbs<N> {
  return Array.from({ length: count }, () => f.local('i64')) as unknown as Limbs<N>
}

/** Sets the limbs of `target` to what four operands, or code that leaves four values, say. */
export function setWord(target: Word, ...values: readonly Operand[]): Code {
  return setLimbs(target, values)
}

/** Sets locals, all at once, to what as many operands, or code that leaves as many values, say. */
export function setLimbs(targets: readonly Local[], values: readonly Operand[]): Code {
  return [...values.flatMap(codeOf), ...targets.toReversed().flatMap((target) => target.set([]))]
}

export function loadWord(target: Word, address: Operand): Code {
  return target.flatMap((limb, i) => limb.set(i64.load(address, 8 * i)))
}

export function storeWord(address: Operand, values: readonly Operand[]): Code {
  return values.flatMap((value, i) => i64.store(address, value, 8 * i))
}

/** The code of the disjunction of operands of type i64. */
export function anyBit(operands: readonly Operand[]): Code {
  return operands.map(codeOf).reduce((left, right) => i64.or(left, right))
}

/** Whether all 256 bits are 0, as an i32. */
export function isZero(word: Word): Code {
  return i64.eqz(anyBit(word))
}

const REVERSED = Array.from({ length: 16 }, (_, i) => 15 - i)

/** Copies the word at `source` to `target` (which may be the same) in the opposite byte order. */
export function swapBytes(
  target: Operand,
  source: Operand,
  [low, high]: readonly [Local, Local],
): Code {
  return [
    ...low.set(v128.load(source)),
    ...high.set(v128.load(source, 16)),
    ...v128.store(target, v128.shuffle(high, high, REVERSED)),
    ...v128.store(target, v128.shuffle(low, low, REVERSED), 16),
  ]
}

/** `left < right` of two words as an i32: the borrow of `left - right`. */
export function isBelow(left: Word, right: Word, borrow: Local): Code {
  const [l0, l1, l2, l3] = left
  const [r0, r1, r2, r3] = right
  const step = (l: Local, r: Local): Code =>
    borrow.set(i32.or(i64.lt_u(l, r), i32.and(i64.eq(l, r), borrow)))
  return [
    ...borrow.set(i64.lt_u(l0, r0)),
    ...step(l1, r1),
    ...step(l2, r2),
    ...i32.or(i64.lt_u(l3, r3), i32.and(i64.eq(l3, r3), borrow)),
  ]
}

/** `target = left + right` modulo 2^256; leaves nothing; `carry` (i64) is the carry out of the top limb. */
export function addWords(target: Word, left: Word, right: Word, carry: Local, sum: Local): Code {
  return [
    ...carry.set(0n),
    ...[0, 1, 2, 3].flatMap((i) => {
      const [t, l, r] = [target[i], left[i], right[i]]
      if (t === undefined || l === undefined || r === undefined) return []
      return [
        ...sum.set(i64.add(l, r)),
        // Both tests before `t` is written: it may be `l` or `r`.
        ...i64.extend_i32_u(i64.lt_u(sum, l)),
        ...t.set(i64.add(sum, carry)),
        ...carry.set(i64.or([], i64.extend_i32_u(i64.lt_u(t, sum)))),
      ]
    }),
  ]
}

/** `target = left - right` modulo 2^256; `borrow` (i64) is the borrow out of the top limb. */
export function subtractWords(
  target: Word,
  left: Word,
  right: Word,
  borrow: Local,
  difference: Local,
): Code {
  return [
    ...borrow.set(0n),
    ...[0, 1, 2, 3].flatMap((i) => {
      const [t, l, r] = [target[i], left[i], right[i]]
      if (t === undefined || l === undefined || r === undefined) return []
      return [
        ...difference.set(i64.sub(l, r)),
        ...i64.extend_i32_u(i64.lt_u(l, r)),
        ...i64.extend_i32_u(i64.lt_u(difference, borrow)),
        ...t.set(i64.sub(difference, borrow)),
        ...borrow.set(i64.or([], [])),
      ]
    }),
  ]
}
