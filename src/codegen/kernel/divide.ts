import type { Code, Operand } from '../assembler/code.ts'
import { i64 } from '../assembler/instructions.ts'
import type { Call, ModuleBuilder } from '../assembler/module-builder.ts'
import { defineDivide } from './long-division.ts'
import { memoryMap } from './memory-map.ts'
import type { MultiplyFunctions } from './multiply.ts'
import {
  addWords,
  anyBit,
  binarySignature,
  isZero,
  setWord,
  subtractWords,
  ternarySignature,
  type Word,
  wordLocals,
  wordType,
} from './word.ts'

const { dividend, divisor, quotient } = memoryMap
const DIGITS = 8
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
export function defineDivisions(
  module: ModuleBuilder,
  { multiplyAdd }: MultiplyFunctions,
): DivideFunctions {
  const divide = defineDivide(module)
  const div = defineUnsigned(module, divide, { name: 'div', limb: i64.div_u, result: quotient })
  const mod = defineUnsigned(module, divide, { name: 'mod', limb: i64.rem_u, result: dividend })
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
    addmod: defineAddmod(module, divide),
    mulmod: defineMulmod(module, divide, multiplyAdd),
  }
}

/** The word in the kernel's memory at `address`, as four values. */
function limbsAt(address: number): readonly Code[] {
  return [0, 8, 16, 24].map((offset) => i64.load(0, address + offset))
}

interface UnsignedDivision {
  readonly name: string
  readonly limb: (a: Operand, b: Operand) => Code
  /** Where the long division leaves the result. */
  readonly result: number
}

function defineUnsigned(
  module: ModuleBuilder,
  divide: Call,
  { name, limb, result }: UnsignedDivision,
): Call {
  return module.define(name, binarySignature, (f, [a0, a1, a2, a3, b0, b1, b2, b3]) => {
    const b: Word = [b0, b1, b2, b3]
    return [
      ...f.if(i64.eqz(anyBit([a1, a2, a3, b1, b2, b3])), () => [
        ...f.if(i64.eqz(b0), () => f.return(...ZERO)),
        ...f.return(limb(a0, b0), 0n, 0n, 0n),
      ]),
      ...f.if(isZero(b), () => f.return(...ZERO)),
      ...[a0, a1, a2, a3].flatMap((limb, i) => i64.store(0, limb, dividend + 8 * i)),
      ...i64.store(0, 0n, dividend + 32),
      ...b.flatMap((limb, i) => i64.store(0, limb, divisor + 8 * i)),
      ...divide(DIGITS),
      ...f.return(...limbsAt(result)),
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

function defineAddmod(module: ModuleBuilder, divide: Call): Call {
  return module.define('addmod', ternarySignature, (f, params) => {
    const [a0, a1, a2, a3, b0, b1, b2, b3, m0, m1, m2, m3] = params
    const sum: Word = [a0, a1, a2, a3]
    const m: Word = [m0, m1, m2, m3]
    const [carry, temporary] = [f.local('i64'), f.local('i64')]
    return [
      ...f.if(isZero(m), () => f.return(...ZERO)),
      ...addWords(sum, sum, [b0, b1, b2, b3], carry, temporary),
      ...f.if(i64.eqz(anyBit([a1, a2, a3, carry, m1, m2, m3])), () =>
        f.return(i64.rem_u(a0, m0), 0n, 0n, 0n),
      ),
      ...[...sum, carry].flatMap((limb, i) => i64.store(0, limb, dividend + 8 * i)),
      ...m.flatMap((limb, i) => i64.store(0, limb, divisor + 8 * i)),
      ...divide(DIGITS + 1),
      ...f.return(...limbsAt(dividend)),
    ]
  })
}

function defineMulmod(module: ModuleBuilder, divide: Call, multiplyAdd: Call): Call {
  return module.define('mulmod', ternarySignature, (f, params) => {
    const [a0, a1, a2, a3, b0, b1, b2, b3, m0, m1, m2, m3] = params
    const m: Word = [m0, m1, m2, m3]
    const [low, high] = [f.local('i64'), f.local('i64')]
    const product = (i: number): number => dividend + 8 * i
    return [
      ...f.if(isZero(m), () => f.return(...ZERO)),
      ...[0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((i) => i64.store(0, 0n, product(i))),
      ...[a0, a1, a2, a3].flatMap((a, i) => [
        ...high.set(0n),
        ...[b0, b1, b2, b3].flatMap((b, j) => [
          ...multiplyAdd(a, b, i64.load(0, product(i + j)), high),
          ...high.set([]),
          ...low.set([]),
          ...i64.store(0, low, product(i + j)),
        ]),
        ...i64.store(0, high, product(i + 4)),
      ]),
      ...m.flatMap((limb, i) => i64.store(0, limb, divisor + 8 * i)),
      ...divide(2 * DIGITS),
      ...f.return(...limbsAt(dividend)),
    ]
  })
}
