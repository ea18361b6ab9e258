import type { Code, Local, Operand } from '../assembler/code.ts'
import { i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { anyBit, binarySignature, wordLocals } from './word.ts'

const LOW = 0xffff_ffffn

/** The multiplications of the kernel. */
export interface MultiplyFunctions {
  /** `(a, b, c, d) → (low, high)` of `a · b + c + d`, which never overflows 128 bits. */
  readonly multiplyAdd: Call
  /** `(a, b) → a · b mod 2^256`, on words. */
  readonly mul: Call
}

/** Defines the multiplications. */
export function defineMultiply(module: ModuleBuilder): MultiplyFunctions {
  const multiplyAdd = defineMultiplyAdd(module)
  return { multiplyAdd, mul: defineMul(module, multiplyAdd) }
}

/** Wasm multiplies 64 by 64 bits to 64: the high half comes from four products of 32 bits. */
function defineMultiplyAdd(module: ModuleBuilder): Call {
  const signature = { params: ['i64', 'i64', 'i64', 'i64'], results: ['i64', 'i64'] } as const
  return module.define('multiplyAdd', signature, (f, [a, b, c, d]) => {
    const [a1, b1, middle, cross, low, high] = Array.from({ length: 6 }, () =>
      f.local('i64'),
    ) as unknown as readonly [Local, Local, Local, Local, Local, Local]
    const carryInto = (addend: Operand): Code => [
      ...low.set(i64.add(low, addend)),
      ...high.set(i64.add(high, i64.extend_i32_u(i64.lt_u(low, addend)))),
    ]
    return [
      ...low.set(i64.mul(a, b)),
      ...a1.set(i64.shr_u(a, 32n)),
      ...b1.set(i64.shr_u(b, 32n)),
      ...a.set(i64.and(a, LOW)),
      ...b.set(i64.and(b, LOW)),
      ...middle.set(i64.add(i64.mul(a1, b), i64.shr_u(i64.mul(a, b), 32n))),
      ...cross.set(i64.add(i64.mul(a, b1), i64.and(middle, LOW))),
      ...high.set(i64.add(i64.mul(a1, b1), i64.add(i64.shr_u(middle, 32n), i64.shr_u(cross, 32n)))),
      ...carryInto(c),
      ...carryInto(d),
      ...f.return(low, high),
    ]
  })
}

function defineMul(module: ModuleBuilder, multiplyAdd: Call): Call {
  return module.define('mul', binarySignature, (f, [a0, a1, a2, a3, b0, b1, b2, b3]) => {
    const [r0, r1, r2, r3] = wordLocals(f)
    const carry = f.local('i64')
    /** `low, high = a · b + c + d` */
    const row = (low: Local, high: Local, ...operands: readonly Operand[]): Code => [
      ...multiplyAdd(...operands),
      ...high.set([]),
      ...low.set([]),
    ]
    const top = (...terms: readonly Code[]): Code =>
      r3.set(terms.reduce((sum, term) => i64.add(sum, term)))
    return [
      ...row(r0, r1, a0, b0, 0n, 0n),
      ...f.if(i64.eqz(anyBit([a1, a2, a3, b1, b2, b3])), () => f.return(r0, r1, 0n, 0n)),
      ...row(r1, r2, a0, b1, r1, 0n),
      ...row(r2, r3, a0, b2, r2, 0n),
      ...top(i64.add(r3, i64.mul(a0, b3))),
      ...row(r1, carry, a1, b0, r1, 0n),
      ...row(r2, carry, a1, b1, r2, carry),
      ...top(i64.add(r3, carry), i64.mul(a1, b2)),
      ...row(r2, carry, a2, b0, r2, 0n),
      ...top(i64.add(r3, carry), i64.mul(a2, b1), i64.mul(a3, b0)),
      ...f.return(r0, r1, r2, r3),
    ]
  })
}
