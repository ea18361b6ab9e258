import type { Code, Local } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { funnel } from './shift.ts'
import { type MultiplyAdd, multiplyAddIn } from './wide-product.ts'
import { limbLocals, setLimbs, type Word, wordLocals } from './word.ts'

/** Locals of one division of two limbs by one. */
interface Step {
  readonly q: Local
  /** The upper limb, then the remainder. */
  readonly rest: Local
  readonly low: Local
  readonly high: Local
  readonly v: Local
  readonly reciprocal: Local
}

/** Defines `divideByLimb`: `(word, v) → (quotient, remainder)` for a divisor of one limb, not 0. */
export function defineDivideByLimb(module: ModuleBuilder, ofLimb: Call): Call {
  const signature = {
    params: ['i64', 'i64', 'i64', 'i64', 'i64'],
    results: ['i64', 'i64', 'i64', 'i64', 'i64'],
  } as const
  return module.define('divideByLimb', signature, (f, [a0, a1, a2, a3, v]) => {
    const u: Word = [a0, a1, a2, a3]
    const quotient = wordLocals(f)
    const [shift, rest, low, high, reciprocal] = limbLocals(f, 5)
    const multiplyAdd = multiplyAddIn(f)
    return [
      ...shift.set(i64.clz(v)),
      ...v.set(i64.shl(v, shift)),
      ...reciprocal.set(ofLimb(v)),
      ...rest.set(i64.shr_u(i64.shr_u(a3, 1n), i64.xor(shift, 63n))),
      ...setLimbs(u, [
        i64.shl(a0, shift),
        funnel(a1, a0, shift),
        funnel(a2, a1, shift),
        funnel(a3, a2, shift),
      ]),
      ...[3, 2, 1, 0].flatMap((i) => {
        const q = quotient[i] as Local
        return divideTwo(f, { q, rest, low, high, v, reciprocal }, u[i] as Local, multiplyAdd)
      }),
      ...f.return(...quotient, i64.shr_u(rest, shift)),
    ]
  })
}

/**
 * `q`, `rest` = `rest · 2^64 + u` by `v`; nothing is divided while the dividend is below the divisor.
 * @see Möller, Granlund: algorithm 4
 */
function divideTwo(
  f: FunctionBuilder,
  { q, rest, low, high, v, reciprocal }: Step,
  u: Local,
  multiplyAdd: MultiplyAdd,
): Code {
  return f.if(
    i32.and(i64.eqz(rest), i64.lt_u(u, v)),
    () => rest.set(u),
    () => [
      ...multiplyAdd([low, high], reciprocal, rest, u),
      ...q.set(i64.add(i64.add(rest, 1n), high)),
      ...rest.set(i64.sub(u, i64.mul(q, v))),
      ...f.if(i64.gt_u(rest, low), () => [...q.set(i64.sub(q, 1n)), ...rest.set(i64.add(rest, v))]),
      ...f.if(i64.ge_u(rest, v), () => [...q.set(i64.add(q, 1n)), ...rest.set(i64.sub(rest, v))]),
    ],
  )
}
