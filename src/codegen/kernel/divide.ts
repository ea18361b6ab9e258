import type { Code, Local, Operand } from '../assembler/code.ts'
import type { FunctionBuilder } from '../assembler/function-builder.ts'
import { i32, i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { defineLongDivisions, isShort, type LongDivisions } from './long-division.ts'
import { defineMultiplyWide } from './wide-product.ts'
import {
  addWords,
  anyBit,
  binarySignature,
  isBelow,
  isZero,
  setLimbs,
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
  const long = defineLongDivisions(module)
  const div = defineUnsigned(module, long, 'div')
  const mod = defineUnsigned(module, long, 'mod')
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
    mulmod: defineMulmod(module, { ...long, mod, mul, multiplyWide: defineMultiplyWide(module) }),
  }
}

function defineUnsigned(
  module: ModuleBuilder,
  { divide }: LongDivisions,
  name: 'div' | 'mod',
): Call {
  const limb = name === 'div' ? i64.div_u : i64.rem_u
  return module.define(name, binarySignature, (f, [a0, a1, a2, a3, b0, b1, b2, b3]) => {
    const b: Word = [b0, b1, b2, b3]
    const [quotient, remainder] = [wordLocals(f), wordLocals(f)]
    return [
      ...f.if(i64.eqz(anyBit([a1, a2, a3, b1, b2, b3])), () => [
        ...f.if(i64.eqz(b0), () => f.return(...ZERO)),
        ...f.return(limb(a0, b0), 0n, 0n, 0n),
      ]),
      ...f.if(isZero(b), () => f.return(...ZERO)),
      ...setLimbs([...quotient, ...remainder], [divide(a0, a1, a2, a3, ...b)]),
      ...f.return(...(name === 'div' ? quotient : remainder)),
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

/** `word` below `m`, which is not 0. */
function reduced(f: FunctionBuilder, word: Word, m: Word, below: Local, mod: Call): Code {
  return f.if(i32.eqz(isBelow(word, m, below)), () => setWord(word, mod(...word, ...m)))
}

function defineAddmod(module: ModuleBuilder, mod: Call): Call {
  return module.define('addmod', ternarySignature, (f, params) => {
    const [a0, a1, a2, a3, b0, b1, b2, b3, m0, m1, m2, m3] = params
    const a: Word = [a0, a1, a2, a3]
    const b: Word = [b0, b1, b2, b3]
    const m: Word = [m0, m1, m2, m3]
    const [carry, temporary, below] = [f.local('i64'), f.local('i64'), f.local('i32')]
    return [
      ...f.if(isZero(m), () => f.return(...ZERO)),
      ...reduced(f, a, m, below, mod),
      ...reduced(f, b, m, below, mod),
      ...addWords(a, a, b, carry, temporary),
      ...f.if(i32.or(i64.ne(carry, 0n), i32.eqz(isBelow(a, m, below))), () =>
        subtractWords(a, a, m, carry, temporary),
      ),
      ...f.return(...a),
    ]
  })
}

interface MulmodFunctions extends Pick<LongDivisions, 'reduce'> {
  readonly mod: Call
  readonly mul: Call
  readonly multiplyWide: Call
}

function defineMulmod(
  module: ModuleBuilder,
  { mod, mul, reduce, multiplyWide }: MulmodFunctions,
): Call {
  return module.define('mulmod', ternarySignature, (f, params) => {
    const [a0, a1, a2, a3, b0, b1, b2, b3, m0, m1, m2, m3] = params
    const a: Word = [a0, a1, a2, a3]
    const b: Word = [b0, b1, b2, b3]
    const m: Word = [m0, m1, m2, m3]
    const below = f.local('i32')
    return [
      ...f.if(isZero(m), () => f.return(...ZERO)),
      // Factors of at most two limbs have a product of one word.
      ...f.if(isShort(m), () => [...reduced(f, a, m, below, mod), ...reduced(f, b, m, below, mod)]),
      ...f.if(i64.eqz(anyBit([a2, a3, b2, b3])), () => f.return(mod(mul(...a, ...b), ...m))),
      ...f.return(reduce(multiplyWide(...a, ...b), ...m)),
    ]
  })
}
