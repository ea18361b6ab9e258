import type { Code, Local } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { DIGIT_BITS, DIGIT_BYTES, DIGIT_MASK } from './digits.ts'
import { memoryMap } from './memory-map.ts'

const { columns, quotient, divisor, reciprocal } = memoryMap
/** Digits that are read of a remainder: those above it must be 0. */
const REMAINDER_DIGITS = 11

/**
 * Defines `reduceN(k)`: divides the columns by a divisor of `size` digits, from the quotient's digit `k` down. The remainder
 * takes the place of the columns, in digits; what is below `k` is the quotient, in digits that still carry.
 *
 * Digits of the quotient are estimates to the nearest: with U the columns from place k on and m the divisor,
 * |U| ≤ 1.2 · m · 2^29 holds before each step, because an estimate is off by at most
 * 1/4 (rounded top of U) + 1/2 (rounded quotient) + 3/8 · 1.2 (reciprocal off by 3/4) ≤ 1.2. So products stay below 2^63,
 * columns below 2^62.5 whatever waits in them, and only the last remainder needs a correction.
 */
export function defineReduce(module: ModuleBuilder, size: number): Call {
  return module.define(`reduce${size}`, { params: ['i32'], results: [] }, (f, [place]) => {
    const window = Array.from({ length: size }, () => f.local('i64'))
    const m = Array.from({ length: size }, () => f.local('i64'))
    const [above, inverse, q, at] = [f.local('i64'), f.local('i64'), f.local('i64'), f.local('i32')]
    return [
      ...at.set(i32.shl(place, 3)),
      ...inverse.set(i64.load(0, reciprocal)),
      ...m.flatMap((digit, i) => digit.set(i64.load(0, divisor + DIGIT_BYTES * i))),
      ...window.flatMap((column, i) => column.set(i64.load(at, columns + DIGIT_BYTES * i))),
      ...f.block((done) =>
        f.loop((next) => [
          ...estimate(window, { above, inverse, q }),
          ...i64.store(at, q, quotient),
          ...window.flatMap((column, i) => column.set(i64.sub(column, i64.mul(q, m[i] as Local)))),
          ...f.brIf(done, i32.eqz(at)),
          ...at.set(i32.sub(at, DIGIT_BYTES)),
          ...slide(window, above, at),
          ...f.br(next),
        ]),
      ),
      ...foldTop(window, above),
      ...correct(f, window, m),
      ...storeRemainder(window),
    ]
  })
}

interface Estimate {
  /** The columns above the window, in its top column's units times 2^29. */
  readonly above: Local
  readonly inverse: Local
  readonly q: Local
}

/** `q`: the top of the window and what is above it, in 31 bits, times the reciprocal. */
function estimate(window: readonly Local[], { above, inverse, q }: Estimate): Code {
  const [next, top] = window.slice(-2) as [Local, Local]
  return [
    ...q.set(i64.add(i64.add(i64.shl(above, DIGIT_BITS), top), i64.shr_s(next, DIGIT_BITS))),
    ...q.set(i64.shr_s(i64.add(q, 1n << 26n), 27n)),
    ...q.set(i64.shr_s(i64.add(i64.mul(q, inverse), 1n << 31n), 32n)),
  ]
}

/** The window moves one column down. */
function slide(window: readonly Local[], above: Local, at: Local): Code {
  const down = window.toReversed()
  return [
    ...foldInto(above, window),
    ...down.flatMap((column, i) => {
      const below = down[i + 1]
      return column.set(below === undefined ? i64.load(at, columns) : i64.add(below, 0n))
    }),
  ]
}

function foldInto(above: Local, window: readonly Local[]): Code {
  return above.set(i64.add(i64.shl(above, DIGIT_BITS), window.at(-1) as Local))
}

/** Puts what is above into the top column, and lets the columns carry. */
function foldTop(window: readonly Local[], above: Local): Code {
  const top = window.at(-1) as Local
  return [...foldInto(above, window), ...top.set(i64.add(above, 0n)), ...carry(window)]
}

/** All digits but the top one get 29 bits; the top one has the sign. */
function carry(digits: readonly Local[]): Code {
  return digits.slice(0, -1).flatMap((digit, i) => {
    const next = digits[i + 1] as Local
    return [
      ...next.set(i64.add(next, i64.shr_s(digit, DIGIT_BITS))),
      ...digit.set(i64.and(digit, DIGIT_MASK)),
    ]
  })
}

/** Brings the remainder to 0 … m - 1. */
function correct(f: FunctionBuilder, window: readonly Local[], m: readonly Local[]): Code {
  const less = window.map(() => f.local('i64'))
  const [top, lessTop] = [window.at(-1) as Local, less.at(-1) as Local]
  const count = (by: bigint): Code => i64.store(0, i64.add(i64.load(0, quotient), by), quotient)
  return [
    ...f.while(
      () => i64.lt_s(top, 0n),
      () => [
        ...window.flatMap((digit, i) => digit.set(i64.add(digit, m[i] as Local))),
        ...carry(window),
        ...count(-1n),
      ],
    ),
    ...f.block((done) =>
      f.loop((again) => [
        ...less.flatMap((digit, i) => digit.set(i64.sub(window[i] as Local, m[i] as Local))),
        ...carry(less),
        ...f.brIf(done, i64.lt_s(lessTop, 0n)),
        ...window.flatMap((digit, i) => digit.set(i64.add(less[i] as Local, 0n))),
        ...count(1n),
        ...f.br(again),
      ]),
    ),
  ]
}

function storeRemainder(window: readonly Local[]): Code {
  return Array.from({ length: REMAINDER_DIGITS }, (_, i) =>
    i64.store(0, window[i] ?? 0n, columns + DIGIT_BYTES * i),
  ).flat()
}
