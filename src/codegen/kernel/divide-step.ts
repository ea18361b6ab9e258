import type { Code, Local } from '../assembler/code.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { type MultiplyAdd, multiplyAddIn } from './wide-product.ts'
import { addWords, limbLocals, setLimbs, type Word } from './word.ts'

/**
 * Defines `divideStep2`: `(u2, u1, u0, d1, d0, v) → (q, r1, r0)`, three limbs by two, `v` their reciprocal. The top bit of
 * `d1` is set and `u2 u1` is below `d1 d0`. The names are those of the paper.
 * @see Möller, Granlund, Improved division by invariant integers: algorithm 5
 */
export function defineDivideStep2(module: ModuleBuilder): Call {
  const signature = {
    params: ['i64', 'i64', 'i64', 'i64', 'i64', 'i64'],
    results: ['i64', 'i64', 'i64'],
  } as const
  return module.define('divideStep2', signature, (f, [u2, u1, u0, d1, d0, v]) => {
    const [q1, q0, r1, r0, t1, t0] = limbLocals(f, 6)
    const multiplyAdd = multiplyAddIn(f)
    /** `r += d` and `r -= d`, on two limbs. */
    const addDivisor: Code = [
      ...r0.set(i64.add(r0, d0)),
      ...r1.set(i64.add(i64.add(r1, d1), i64.extend_i32_u(i64.lt_u(r0, d0)))),
    ]
    const subtractDivisor: Code = [
      ...r1.set(i64.sub(i64.sub(r1, d1), i64.extend_i32_u(i64.lt_u(r0, d0)))),
      ...r0.set(i64.sub(r0, d0)),
    ]
    const isNotBelow = i32.or(i64.gt_u(r1, d1), i32.and(i64.eq(r1, d1), i64.ge_u(r0, d0)))
    return [
      ...multiplyAdd([q0, q1], v, u2, u1),
      ...q1.set(i64.add(q1, u2)),
      ...r1.set(i64.sub(u1, i64.mul(q1, d1))),
      ...multiplyAdd([t0, t1], d0, q1),
      ...r1.set(i64.sub(i64.sub(r1, t1), i64.extend_i32_u(i64.lt_u(u0, t0)))),
      ...r0.set(i64.sub(u0, t0)),
      ...subtractDivisor,
      ...q1.set(i64.add(q1, 1n)),
      ...f.if(i64.ge_u(r1, q0), () => [...q1.set(i64.sub(q1, 1n)), ...addDivisor]),
      ...f.if(isNotBelow, () => [...q1.set(i64.add(q1, 1n)), ...subtractDivisor]),
      ...f.return(q1, r1, r0),
    ]
  })
}

/**
 * Defines `divideStep4`: `(u4 … u0, d3 … d0, v) → (q, r3 … r0)`, five limbs by four, `v` the reciprocal of `d3 d2`. The top
 * bit of `d3` is set and `u4 … u1` is below the divisor.
 * @see Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D, with the quotient of three limbs by two as digit
 */
export function defineDivideStep4(module: ModuleBuilder, step2: Call): Call {
  const signature = {
    params: ['i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64'],
    results: ['i64', 'i64', 'i64', 'i64', 'i64'],
  } as const
  return module.define('divideStep4', signature, (f, params) => {
    const [u4, u3, u2, u1, u0, d3, d2, d1, d0, v] = params
    const [q, low, high, loss] = limbLocals(f, 4)
    const multiplyAdd = multiplyAddIn(f)
    const u: Word = [u0, u1, u2, u3]
    const d: Word = [d0, d1, d2, d3]
    const lose = (target: Local, factor: Local): Code =>
      subtractProduct(target, [q, factor], { low, high, loss }, multiplyAdd)
    return [
      ...f.if(
        i32.and(i64.eq(u4, d3), i64.eq(u3, d2)),
        // The quotient of three limbs by two has more than one: the largest digit, then.
        () => [...q.set(-1n), ...u.flatMap((limb, i) => lose(limb, d[i] as Local))],
        () => [
          ...setLimbs([q, u3, u2], [step2(u4, u3, u2, d3, d2, v)]),
          ...lose(u0, d0),
          ...lose(u1, d1),
          ...u4.set(0n),
          ...take(u2, loss, low),
          ...take(u3, loss, low),
        ],
      ),
      // One too large: what was taken is more than there was.
      ...f.if(i64.lt_u(u4, loss), () => [
        ...q.set(i64.sub(q, 1n)),
        ...addWords(u, u, d, low, high),
      ]),
      ...f.return(q, u3, u2, u1, u0),
    ]
  })
}

/** `u -= loss`; `loss` becomes what the next limb loses. */
function take(u: Local, loss: Local, before: Local): Code {
  return [
    ...before.set(u),
    ...u.set(i64.sub(u, loss)),
    ...loss.set(i64.extend_i32_u(i64.lt_u(before, loss))),
  ]
}

/** `u -= q · d + loss`; `loss` becomes what the next limb loses. */
function subtractProduct(
  u: Local,
  [q, d]: readonly [Local, Local],
  { low, high, loss }: { readonly low: Local; readonly high: Local; readonly loss: Local },
  multiplyAdd: MultiplyAdd,
): Code {
  return [
    ...multiplyAdd([low, high], q, d, loss),
    ...loss.set(i64.add(high, i64.extend_i32_u(i64.lt_u(u, low)))),
    ...u.set(i64.sub(u, low)),
  ]
}
