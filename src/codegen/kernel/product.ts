import type { Code, Local } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i64 } from '../assembler/instructions.ts'

const LOW = 0xffff_ffffn

/** A limb and its two halves of 32 bits. */
export interface Halved {
  readonly limb: Local
  readonly low: Local
  readonly high: Local
}

/** The locals that products of limbs are made with; one set serves all of a function. */
export interface ProductLocals {
  readonly first: Local
  readonly second: Local
  readonly third: Local
}

export function productLocals(f: FunctionBuilder): ProductLocals {
  return { first: f.local('i64'), second: f.local('i64'), third: f.local('i64') }
}

/** The limbs with locals for their halves, and the code that sets these. */
export function halve(
  f: FunctionBuilder,
  limbs: readonly Local[],
): { readonly code: Code; readonly halved: readonly Halved[] } {
  const halved = limbs.map((limb) => ({ limb, low: f.local('i64'), high: f.local('i64') }))
  return { code: halved.flatMap((half) => setHalves(half, half.limb)), halved }
}

/** Sets the halves of a limb. */
export function setHalves({ low, high }: Omit<Halved, 'limb'>, limb: Local): Code {
  return [...low.set(i64.and(limb, LOW)), ...high.set(i64.shr_u(limb, 32n))]
}

/**
 * `low, high = a · b`: Wasm multiplies 64 by 64 bits to 64, so the high half is put together from four products of 32 bits.
 * Written where it happens: a call would cost as much again.
 */
export function product(
  { first, second, third }: ProductLocals,
  [low, high]: readonly [Local, Local],
  a: Halved,
  b: Halved,
): Code {
  return [
    ...first.set(i64.mul(a.low, b.low)),
    ...second.set(i64.add(i64.mul(a.high, b.low), i64.shr_u(first, 32n))),
    ...third.set(i64.add(i64.mul(a.low, b.high), i64.and(second, LOW))),
    ...high.set(
      i64.add(i64.add(i64.mul(a.high, b.high), i64.shr_u(second, 32n)), i64.shr_u(third, 32n)),
    ),
    ...low.set(i64.mul(a.limb, b.limb)),
  ]
}

/** `sum += term`; what is carried out is added to `carry`, unless that is not wanted. */
export function accumulate(sum: Local, term: Local, carry?: Local): Code {
  const add = sum.set(i64.add(sum, term))
  if (carry === undefined) return add
  return [...add, ...carry.set(i64.add(carry, i64.extend_i32_u(i64.lt_u(sum, term))))]
}
