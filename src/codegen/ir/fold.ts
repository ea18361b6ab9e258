import { type Operation, type OperationName, operationNames } from './operation.ts'
import {
  addWords,
  divideSignedWords,
  divideWords,
  isBelow,
  isBelowSigned,
  multiplyWords,
  notWords,
  powerWords,
  saturated,
  shiftLeftWords,
  shiftRightSignedWords,
  shiftRightWords,
  signExtendWords,
  subtractWords,
} from './word-arithmetic.ts'
import { areEqual, bitLength, type Words, wordsOf } from './words.ts'

type Fold = (a: Words, b: Words) => Words

const WORD_BITS = 256
const LAST_BYTE = 31

const truth = (holds: boolean): Words => wordsOf(holds ? 1 : 0)
const bitwise =
  (digit: (a: number, b: number) => number): Fold =>
  (a, b) =>
    a.map((each, at) => digit(each, b[at] as number))

// `addmod` and `mulmod` of constants do not happen in code that a compiler has seen.
// biome-ignore format: table
const folds: Readonly<Partial<Record<OperationName, Fold>>> = {
  add:        addWords,
  sub:        subtractWords,
  mul:        multiplyWords,
  div:        (a, b) => divideWords(a, b)[0],
  sdiv:       (a, b) => divideSignedWords(a, b)[0],
  mod:        (a, b) => divideWords(a, b)[1],
  smod:       (a, b) => divideSignedWords(a, b)[1],
  exp:        powerWords,
  signextend: (a, b) => (saturated(a) >= LAST_BYTE ? b : signExtendWords(saturated(a), b)),
  lt:         (a, b) => truth(isBelow(a, b)),
  gt:         (a, b) => truth(isBelow(b, a)),
  slt:        (a, b) => truth(isBelowSigned(a, b)),
  sgt:        (a, b) => truth(isBelowSigned(b, a)),
  eq:         (a, b) => truth(areEqual(a, b)),
  iszero:     (a) => truth(bitLength(a) === 0),
  and:        bitwise((a, b) => a & b),
  or:         bitwise((a, b) => a | b),
  xor:        bitwise((a, b) => a ^ b),
  not:        notWords,
  byte:       (a, b) => byteOf(saturated(a), b),
  shl:        (a, b) => (saturated(a) >= WORD_BITS ? wordsOf(0) : shiftLeftWords(b, saturated(a))),
  shr:        (a, b) => (saturated(a) >= WORD_BITS ? wordsOf(0) : shiftRightWords(b, saturated(a))),
  sar:        (a, b) => shiftRightSignedWords(b, Math.min(saturated(a), WORD_BITS - 1)),
  clz:        (a) => wordsOf(WORD_BITS - bitLength(a)),
}

const byOperation = operationNames.map((name) => folds[name])

/** The word that an operation of one or two operands makes of words that are known; undefined for the others. */
export function fold(operation: Operation, a: Words, b: Words): Words | undefined {
  return byOperation[operation]?.(a, b)
}

/** Byte 0 is the most significant. */
function byteOf(index: number, a: Words): Words {
  if (index > LAST_BYTE) return wordsOf(0)
  const bit = 8 * (LAST_BYTE - index)
  return wordsOf(((a[bit >> 5] as number) >>> (bit & 31)) & 0xff)
}
