import type { Code, Local, Operand } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { defineDivideLimb } from './divide-limb.ts'
import { memoryMap } from './memory-map.ts'
import { multiplyAddIn } from './wide-product.ts'
import { limbLocals, setLimbs } from './word.ts'

const { limbReciprocal, twoLimbReciprocal } = memoryMap

/** Reciprocals of divisors whose top bit is set. The last one of each kind is kept: contracts divide by few numbers. */
export interface Reciprocals {
  /** `(v) → ⌊(2^128 - 1) / v⌋ - 2^64`. */
  readonly ofLimb: Call
  /** `(v1, v0) → ⌊(2^192 - 1) / (v1 · 2^64 + v0)⌋ - 2^64`. */
  readonly ofTwoLimbs: Call
}

/**
 * Defines the reciprocals.
 * @see Möller, Granlund, Improved division by invariant integers, IEEE Transactions on Computers 60 (2011): algorithm 6
 */
export function defineReciprocals(module: ModuleBuilder): Reciprocals {
  const ofLimb = defineOfLimb(module, defineDivideLimb(module))
  return { ofLimb, ofTwoLimbs: defineOfTwoLimbs(module, ofLimb) }
}

function defineOfLimb(module: ModuleBuilder, divideLimb: Call): Call {
  return module.define('limbReciprocal', { params: ['i64'], results: ['i64'] }, (f, [v]) => {
    const [reciprocal, rest] = limbLocals(f, 2)
    return [
      ...f.if(i64.ne(i64.load(0, limbReciprocal), v), () => [
        ...setLimbs([reciprocal, rest], [divideLimb(i64.xor(v, -1n), -1n, v)]),
        ...i64.store(0, v, limbReciprocal),
        ...i64.store(0, reciprocal, limbReciprocal + 8),
      ]),
      ...f.return(i64.load(0, limbReciprocal + 8)),
    ]
  })
}

function defineOfTwoLimbs(module: ModuleBuilder, ofLimb: Call): Call {
  const signature = { params: ['i64', 'i64'], results: ['i64'] } as const
  return module.define('twoLimbReciprocal', signature, (f, [v1, v0]) => {
    const kept = i32.and(
      i64.eq(i64.load(0, twoLimbReciprocal), v0),
      i64.eq(i64.load(0, twoLimbReciprocal + 8), v1),
    )
    const [reciprocal] = limbLocals(f, 1)
    return [
      ...f.if(kept, () => f.return(i64.load(0, twoLimbReciprocal + 16))),
      ...reciprocal.set(ofLimb(v1)),
      ...refine(f, reciprocal, v1, v0),
      ...i64.store(0, v0, twoLimbReciprocal),
      ...i64.store(0, v1, twoLimbReciprocal + 8),
      ...i64.store(0, reciprocal, twoLimbReciprocal + 16),
      ...f.return(reciprocal),
    ]
  })
}

/** From the reciprocal of `v1` to that of `v1 v0`; the names are those of algorithm 6. */
function refine(f: FunctionBuilder, v: Local, d1: Local, d0: Local): Code {
  const [p, t0, t1] = limbLocals(f, 3)
  const decrement = v.set(i64.sub(v, 1n))
  const decrementIf = (condition: Operand, then: Code = []): Code =>
    f.if(condition, () => [...decrement, ...then])
  const isTooLarge = i32.or(i64.gt_u(p, d1), i32.and(i64.eq(p, d1), i64.ge_u(t0, d0)))
  return [
    ...p.set(i64.add(i64.mul(d1, v), d0)),
    ...f.if(i64.lt_u(p, d0), () => [
      ...decrement,
      ...decrementIf(i64.ge_u(p, d1), p.set(i64.sub(p, d1))),
      ...p.set(i64.sub(p, d1)),
    ]),
    ...multiplyAddIn(f)([t0, t1], v, d0),
    ...p.set(i64.add(p, t1)),
    ...f.if(i64.lt_u(p, t1), () => [...decrement, ...decrementIf(isTooLarge)]),
  ]
}
