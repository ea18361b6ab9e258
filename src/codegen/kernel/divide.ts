import type { Code, Operand } from '../assembler/code.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { defineLongDivision, type LongDivision } from './long-division.ts'
import {
  addWords,
  anyBit,
  binarySignature,
  isBelow,
  isZero,
  setWord,
  subtractWords,
  ternarySignature,
  type Word,
  wordLocals,
  wordType,
} from './word.ts'

const ZERO = [0n, 0n, 0n, 0n] as const

/** The divisions of the kernel, on words. Division by 0 gives 0, as in the EVM. */
export interface DivideFunctions {
  readonly div: Call
  readonly mod: Call
  readonly sdiv: Call
  readonly smod: Call
  /** Exact: the sum has 257 bits, the product 512. */
  readonly addmod: Call
  readonly mulmod: Call
}

/** Defines the divisions. */
export function defineDivisions(module: ModuleBuilder, mul: Call): DivideFunctions {
  const long = defineLongDivision(module)
  const div = defineUnsigned(module, long, {
    name: 'div',
    limb: i64.div_u,
    result: long.quotient,
    ofSmaller: () => ZERO,
  })
  const mod = defineUnsigned(module, long, {
    name: 'mod',
    limb: i64.rem_u,
    result: long.remainder,
    ofSmaller: (a) => a,
  })
  const negate = defineNegate(module)
  return {
    div,
    mod,
    sdiv: defineSigned(module, negate, {
      name: 'sdiv',
      unsigned: div,
      sign: (a, b) => i64.xor(a, b),
    }),
    smod: defineSigned(module, negate, { name: 'smod', unsigned: mod, sign: (a) => i64.or(a, 0n) }),
    addmod: defineAddmod(module, mod),
    mulmod: defineMulmod(module, long, mul),
  }
}

interface UnsignedDivision {
  readonly name: string
  readonly limb: (a: Operand, b: Operand) => Code
  /** What to take of a long division. */
  readonly result: Call
  /** The result for a dividend below the divisor. */
  readonly ofSmaller: (a: Word) => readonly Operand[]
}

function defineUnsigned(
  module: ModuleBuilder,
  { divide }: LongDivision,
  { name, limb, result, ofSmaller }: UnsignedDivision,
): Call {
  return module.define(name, binarySignature, (f, [a0, a1, a2, a3, b0, b1, b2, b3]) => {
    const [a, b]: [Word, Word] = [
      [a0, a1, a2, a3],
      [b0, b1, b2, b3],
    ]
    return [
      ...f.if(isZero(b), () => f.return(...ZERO)),
      ...f.if(i64.eqz(anyBit([a1, a2, a3, b1, b2, b3])), () => f.return(limb(a0, b0), 0n, 0n, 0n)),
      ...f.if(isBelow(a, b, f.local('i32')), () => f.return(...ofSmaller(a))),
      ...divide(...a, ...b),
      ...f.return(result()),
    ]
  })
}

function defineNegate(module: ModuleBuilder): Call {
  const signature = { params: wordType, results: wordType } as const
  return module.define('negate', signature, (f, a) => {
    const zero = wordLocals(f)
    return [...subtractWords(a, zero, a, f.local('i64'), f.local('i64')), ...f.return(...a)]
  })
}

interface SignedDivision {
  readonly name: string
  readonly unsigned: Call
  /** The sign of the result, in the top bit, from the top limbs of the operands. */
  readonly sign: (a: Operand, b: Operand) => Code
}

/** Truncating: quotients round towards 0, remainders have the sign of the dividend. */
function defineSigned(
  module: ModuleBuilder,
  negate: Call,
  { name, unsigned, sign }: SignedDivision,
): Call {
  return module.define(name, binarySignature, (f, [a0, a1, a2, a3, b0, b1, b2, b3]) => {
    const negative = f.local('i64')
    const a: Word = [a0, a1, a2, a3]
    const b: Word = [b0, b1, b2, b3]
    const absolute = (word: Word): Code =>
      f.if(i64.lt_s(word[3], 0n), () => setWord(word, negate(...word)))
    return [
      ...negative.set(sign(a3, b3)),
      ...absolute(a),
      ...absolute(b),
      ...setWord(a, unsigned(...a, ...b)),
      ...f.if(i64.lt_s(negative, 0n), () => f.return(negate(...a))),
      ...f.return(...a),
    ]
  })
}

/** `a + b` is below `2m` when the operands were reduced before: one subtraction is enough. */
function defineAddmod(module: ModuleBuilder, mod: Call): Call {
  return module.define('addmod', ternarySignature, (f, params) => {
    const [a0, a1, a2, a3, b0, b1, b2, b3, m0, m1, m2, m3] = params
    const [a, b, m]: [Word, Word, Word] = [
      [a0, a1, a2, a3],
      [b0, b1, b2, b3],
      [m0, m1, m2, m3],
    ]
    const [carry, borrow, temporary] = [f.local('i64'), f.local('i64'), f.local('i64')]
    const less = wordLocals(f)
    const reduce = (word: Word): Code =>
      f.if(i32.eqz(isBelow(word, m, f.local('i32'))), () => setWord(word, mod(...word, ...m)))
    return [
      ...f.if(isZero(m), () => f.return(...ZERO)),
      ...reduce(a),
      ...reduce(b),
      ...addWords(a, a, b, carry, temporary),
      ...subtractWords(less, a, m, borrow, temporary),
      ...f.if(i64.lt_u(carry, borrow), () => f.return(...a)),
      ...f.return(...less),
    ]
  })
}

function defineMulmod(
  module: ModuleBuilder,
  { divideProduct, remainder }: LongDivision,
  mul: Call,
): Call {
  return module.define('mulmod', ternarySignature, (f, params) => {
    const [a0, a1, a2, a3, b0, b1, b2, b3, m0, m1, m2, m3] = params
    return [
      ...f.if(isZero([m0, m1, m2, m3]), () => f.return(...ZERO)),
      ...f.if(i32.eqz(divideProduct(...params)), () =>
        f.return(mul(a0, a1, a2, a3, b0, b1, b2, b3)),
      ),
      ...f.return(remainder()),
    ]
  })
}
