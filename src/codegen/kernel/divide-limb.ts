import type { Code, Local, Operand } from '../assembler/code.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { limbLocals } from './word.ts'

const LOW = 0xffff_ffffn

/**
 * Defines `divideLimb`: `(u1, u0, v) → (quotient, remainder)`, two limbs by one whose top bit is set, `u1` below it.
 *
 * Wasm divides 64 by 64 bits: two digits of 32 bits, each estimated from the upper half of the divisor and put right by at
 * most two.
 * @see Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D, for two digits
 */
export function defineDivideLimb(module: ModuleBuilder): Call {
  const signature = { params: ['i64', 'i64', 'i64'], results: ['i64', 'i64'] } as const
  return module.define('divideLimb', signature, (f, [u1, u0, v]) => {
    const [v1, v0, high, low, rest] = limbLocals(f, 5)
    /** `q`: digit of `dividend` by `v1`, `next` being the digit below `dividend`. */
    const digit = (q: Local, dividend: Operand, next: Operand): Code => [
      ...q.set(i64.div_u(dividend, v1)),
      ...rest.set(i64.sub(dividend, i64.mul(q, v1))),
      ...f.block((done) =>
        f.loop((again) => [
          ...f.brIf(
            done,
            i32.eqz(
              i32.or(i64.gt_u(q, LOW), i64.gt_u(i64.mul(q, v0), i64.or(i64.shl(rest, 32n), next))),
            ),
          ),
          ...q.set(i64.sub(q, 1n)),
          ...rest.set(i64.add(rest, v1)),
          ...f.brIf(again, i64.le_u(rest, LOW)),
        ]),
      ),
    ]
    /** `(rest of the digit above) · 2^32 + digit - q · v`, which fits 64 bits. */
    const remainder = (above: Local, next: Code, q: Local): Code =>
      above.set(i64.sub(i64.or(i64.shl(above, 32n), next), i64.mul(q, v)))
    return [
      ...v1.set(i64.shr_u(v, 32n)),
      ...v0.set(i64.and(v, LOW)),
      ...digit(high, u1, i64.shr_u(u0, 32n)),
      ...remainder(u1, i64.shr_u(u0, 32n), high),
      ...digit(low, u1, i64.and(u0, LOW)),
      ...remainder(u1, i64.and(u0, LOW), low),
      ...f.return(i64.add(i64.shl(high, 32n), low), u1),
    ]
  })
}
