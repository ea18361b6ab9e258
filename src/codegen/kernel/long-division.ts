import type { Code, Local } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { defineDivideByLimb } from './divide-by-limb.ts'
import { defineDivideStep2, defineDivideStep4 } from './divide-step.ts'
import { defineReciprocals } from './reciprocal.ts'
import { funnel } from './shift.ts'
import { anyBit, isBelow, limbLocals, setLimbs, type Word, wordLocals, wordType } from './word.ts'

/** Divisions by a divisor that is not 0. */
export interface LongDivisions {
  /** `(word, divisor) → (quotient, remainder)`. */
  readonly divide: Call
  /** `(low word, high word, divisor) → remainder` of 512 bits by a divisor of three or four limbs. */
  readonly reduce: Call
}

const quotientAndRemainder = {
  params: [...wordType, ...wordType],
  results: [...wordType, ...wordType],
} as const

/**
 * Defines the long divisions: algorithm D in digits of 64 bits, which are all in locals, with a way of its own for each
 * length of the divisor.
 * @see Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D
 */
export function defineLongDivisions(module: ModuleBuilder): LongDivisions {
  const { ofLimb, ofTwoLimbs } = defineReciprocals(module)
  const byLimb = defineDivideByLimb(module, ofLimb)
  const step2 = defineDivideStep2(module)
  const byTwo = defineDivideByTwo(module, { step: step2, reciprocal: ofTwoLimbs })
  const steps = { step: defineDivideStep4(module, step2), reciprocal: ofTwoLimbs }
  const byMore = defineDivideByMore(module, steps)
  const divide = module.define('divide', quotientAndRemainder, (f, params) => {
    const [a0, a1, a2, a3, b0, b1, b2, b3] = params
    const a: Word = [a0, a1, a2, a3]
    const q = wordLocals(f)
    const [rest, below] = [f.local('i64'), f.local('i32')]
    return [
      ...f.if(isBelow(a, [b0, b1, b2, b3], below), () => f.return(0n, 0n, 0n, 0n, ...a)),
      ...f.if(i64.ne(i64.or(b2, b3), 0n), () => f.return(byMore(...params))),
      ...f.if(i64.ne(b1, 0n), () => f.return(byTwo(...a, b0, b1))),
      ...setLimbs([...q, rest], [byLimb(...a, b0)]),
      ...f.return(...q, rest, 0n, 0n, 0n),
    ]
  })
  return { divide, reduce: defineReduce(module, steps) }
}

/** A step of a long division and the reciprocal that it needs. */
interface Steps {
  readonly step: Call
  readonly reciprocal: Call
}

/** `value` shifted left by `shift` (below 64): as many limbs, and the one that moved out of the top. */
function shiftLeft(value: readonly Local[], top: Local, shift: Local): Code {
  const last = value.at(-1) as Local
  return [
    ...top.set(i64.shr_u(i64.shr_u(last, 1n), i64.xor(shift, 63n))),
    ...value
      .toReversed()
      .flatMap((limb, i, limbs) =>
        limb.set(limbs[i + 1] ? funnel(limb, limbs[i + 1] as Local, shift) : i64.shl(limb, shift)),
      ),
  ]
}

/** `value` shifted right by `shift` (below 64). */
function shiftRight(value: readonly Local[], shift: Local): Code {
  return value.flatMap((limb, i) => {
    const above = value[i + 1]
    const own = i64.shr_u(limb, shift)
    if (above === undefined) return limb.set(own)
    return limb.set(i64.or(own, i64.shl(i64.shl(above, 1n), i64.xor(shift, 63n))))
  })
}

/** Moves every limb one place up, from the last on, and `low` into the first. */
function moveUp(value: readonly Local[], low: Local | bigint): Code {
  return setLimbs(value, [low, ...value.slice(0, -1)])
}

function defineDivideByTwo(module: ModuleBuilder, { step, reciprocal }: Steps): Call {
  const signature = {
    params: ['i64', 'i64', 'i64', 'i64', 'i64', 'i64'],
    results: quotientAndRemainder.results,
  } as const
  return module.define('divideByTwo', signature, (f, [u0, u1, u2, u3, v0, v1]) => {
    const [u4, shift, none, q0, q1, q2, v] = limbLocals(f, 7)
    // The remainder so far moves down through the limbs of the dividend, which it replaces.
    const digit = (q: Local, high: Local, middle: Local, low: Local): Code =>
      f.if(i32.or(i64.ne(high, 0n), i64.ge_u(middle, v1)), () =>
        setLimbs([q, middle, low], [step(high, middle, low, v1, v0, v)]),
      )
    return [
      ...shift.set(i64.clz(v1)),
      ...shiftLeft([v0, v1], none, shift),
      ...v.set(reciprocal(v1, v0)),
      ...shiftLeft([u0, u1, u2, u3], u4, shift),
      ...digit(q2, u4, u3, u2),
      ...digit(q1, u3, u2, u1),
      ...digit(q0, u2, u1, u0),
      ...shiftRight([u0, u1], shift),
      ...f.return(q0, q1, q2, 0n, u0, u1, 0n, 0n),
    ]
  })
}

/** For divisors of three and four limbs; one of three is moved up by a limb, and the dividend with it. */
function defineDivideByMore(module: ModuleBuilder, { step, reciprocal }: Steps): Call {
  return module.define('divideByMore', quotientAndRemainder, (f, params) => {
    const [u0, u1, u2, u3, v0, v1, v2, v3] = params
    const [u4, u5, shift, none, q0, q1, inverse] = limbLocals(f, 7)
    const three = f.local('i32')
    const v: Word = [v0, v1, v2, v3]
    const divisor = [v3, v2, v1, v0, inverse]
    return [
      ...three.set(i64.eqz(v3)),
      ...f.if(three, () => [...moveUp(v, 0n), ...moveUp([u0, u1, u2, u3, u4], 0n)]),
      ...shift.set(i64.clz(v3)),
      ...shiftLeft(v, none, shift),
      ...inverse.set(reciprocal(v3, v2)),
      ...f.if(
        three,
        () => [
          ...shiftLeft([u0, u1, u2, u3, u4], u5, shift),
          ...setLimbs([q1, u4, u3, u2, u1], [step(u5, u4, u3, u2, u1, ...divisor)]),
        ],
        () => shiftLeft([u0, u1, u2, u3], u4, shift),
      ),
      ...setLimbs([q0, u3, u2, u1, u0], [step(u4, u3, u2, u1, u0, ...divisor)]),
      ...shiftRight([u0, u1, u2, u3], shift),
      ...f.if(three, () => setLimbs([u0, u1, u2, u3], [u1, u2, u3, 0n])),
      ...f.return(q0, q1, 0n, 0n, u0, u1, u2, u3),
    ]
  })
}

function defineReduce(module: ModuleBuilder, { step, reciprocal }: Steps): Call {
  const signature = { params: [...wordType, ...wordType, ...wordType], results: wordType } as const
  return module.define('reduce', signature, (f, params) => {
    const [u0, u1, u2, u3, u4, u5, u6, u7, v0, v1, v2, v3] = params
    const [u8, u9, shift, none, inverse] = limbLocals(f, 5)
    const three = f.local('i32')
    const u = [u0, u1, u2, u3, u4, u5, u6, u7, u8, u9]
    const v: Word = [v0, v1, v2, v3]
    return [
      ...three.set(i64.eqz(v3)),
      ...f.if(three, () => [...moveUp(v, 0n), ...moveUp(u.slice(0, 9), 0n)]),
      ...shift.set(i64.clz(v3)),
      ...shiftLeft(v, none, shift),
      ...inverse.set(reciprocal(v3, v2)),
      ...shiftLeft(u.slice(0, 9), u9, shift),
      ...[5, 4, 3, 2, 1, 0].flatMap((at) =>
        reduceStep(f, u.slice(at, at + 5), [v3, v2, v1, v0, inverse], none, step),
      ),
      ...shiftRight([u0, u1, u2, u3], shift),
      ...f.if(three, () => setLimbs([u0, u1, u2, u3], [u1, u2, u3, 0n])),
      ...f.return(u0, u1, u2, u3),
    ]
  })
}

/** Takes multiples of the divisor from five limbs, the lowest first, until the highest is 0 and the others are below it. */
function reduceStep(
  f: FunctionBuilder,
  u: readonly Local[],
  divisor: readonly Local[],
  quotient: Local,
  step: Call,
): Code {
  const [u0, u1, u2, u3, u4] = u as unknown as readonly [Local, Local, Local, Local, Local]
  // Most products are shorter than they could be.
  return f.if(i32.or(i64.ne(u4, 0n), i64.ge_u(u3, divisor[0] as Local)), () =>
    setLimbs([quotient, u3, u2, u1, u0], [step(u4, u3, u2, u1, u0, ...divisor)]),
  )
}

/** Whether a word has at most two limbs. */
export function isShort([, , w2, w3]: Word): Code {
  return i64.eqz(anyBit([w2, w3]))
}
