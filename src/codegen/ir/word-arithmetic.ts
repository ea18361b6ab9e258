import { bitLength, DIGITS, smallNumber, type Words, wordsOf } from './words.ts'

/** Words made at compile time: the operations of the table on digits of 32 bits, without bigints. */
export function addWords(a: Words, b: Words): Words {
  return accumulated((digit) => (a[digit] as number) + (b[digit] as number))
}

export function subtractWords(a: Words, b: Words): Words {
  return addWords(addWords(a, notWords(b)), wordsOf(1))
}

/** The digits of a sum whose terms are below 2^52; what is above 256 bits is lost. */
function accumulated(term: (digit: number) => number): Words {
  const sum = new Uint32Array(DIGITS)
  let carry = 0
  for (let digit = 0; digit < DIGITS; digit++) {
    const total = term(digit) + carry
    sum[digit] = total
    carry = Math.floor(total / BASE)
  }
  return sum
}

const BASE = 0x1_0000_0000

export function notWords(a: Words): Words {
  return a.map((digit) => ~digit)
}

/** In digits of 16 bits, so that a column of products stays exact. */
export function multiplyWords(a: Words, b: Words): Words {
  const [left, right] = [halves(a), halves(b)]
  const product = new Uint16Array(2 * DIGITS)
  let carry = 0
  for (let at = 0; at < product.length; at++) {
    for (let from = 0; from <= at; from++) {
      carry += (left[from] as number) * (right[at - from] as number)
    }
    product[at] = carry % 0x1_0000
    carry = Math.floor(carry / 0x1_0000)
  }
  return new Uint32Array(product.buffer)
}

/** The digits of 16 bits; typed arrays are little-endian wherever V8 runs. */
function halves(words: Words): Uint16Array {
  return new Uint16Array(words.slice().buffer)
}

/** Quotient and remainder, bit by bit; of a division by 0 both are 0. */
export function divideWords(a: Words, b: Words): readonly [quotient: Words, remainder: Words] {
  const quotient = new Uint32Array(DIGITS)
  let rest: Words = new Uint32Array(DIGITS)
  if (bitLength(b) === 0) return [quotient, rest]
  for (let bit = bitLength(a) - 1; bit >= 0; bit--) {
    const overflows = bitAt(rest, 255) === 1
    rest = shiftLeftWords(rest, 1)
    rest[0] = (rest[0] as number) | bitAt(a, bit)
    if (!overflows && isBelow(rest, b)) continue
    rest = subtractWords(rest, b)
    quotient[bit >> 5] = (quotient[bit >> 5] as number) | (1 << (bit & 31))
  }
  return [quotient, rest]
}

/** The sign of the quotient is that of both, the sign of the remainder that of the dividend. */
export function divideSignedWords(
  a: Words,
  b: Words,
): readonly [quotient: Words, remainder: Words] {
  const [quotient, remainder] = divideWords(magnitude(a), magnitude(b))
  const isNegative = signOf(a) !== signOf(b)
  return [
    isNegative ? negated(quotient) : quotient,
    signOf(a) === 1 ? negated(remainder) : remainder,
  ]
}

export function powerWords(base: Words, exponent: Words): Words {
  let power = wordsOf(1)
  for (let bit = bitLength(exponent) - 1; bit >= 0; bit--) {
    power = multiplyWords(power, power)
    if (bitAt(exponent, bit) === 1) power = multiplyWords(power, base)
  }
  return power
}

export function shiftLeftWords(a: Words, by: number): Words {
  const [digits, bits] = [by >> 5, by & 31]
  return Uint32Array.from({ length: DIGITS }, (_, at) => {
    const upper = (a[at - digits] ?? 0) << bits
    return bits === 0 ? upper : upper | ((a[at - digits - 1] ?? 0) >>> (32 - bits))
  })
}

export function shiftRightWords(a: Words, by: number): Words {
  return shiftedRight(a, by, 0)
}

/** The sign comes in from above. */
export function shiftRightSignedWords(a: Words, by: number): Words {
  return shiftedRight(a, by, signOf(a) === 1 ? BASE - 1 : 0)
}

function shiftedRight(a: Words, by: number, above: number): Words {
  const [digits, bits] = [by >> 5, by & 31]
  return Uint32Array.from({ length: DIGITS }, (_, at) => {
    const lower = (a[at + digits] ?? above) >>> bits
    return bits === 0 ? lower : lower | ((a[at + digits + 1] ?? above) << (32 - bits))
  })
}

/** Extends the sign from byte `index`, 0 the least significant. */
export function signExtendWords(index: number, a: Words): Words {
  const spare = 8 * (31 - index)
  return shiftRightSignedWords(shiftLeftWords(a, spare), spare)
}

export function isBelow(a: Words, b: Words): boolean {
  for (let digit = DIGITS - 1; digit >= 0; digit--) {
    const [left, right] = [a[digit] as number, b[digit] as number]
    if (left !== right) return left < right
  }
  return false
}

export function isBelowSigned(a: Words, b: Words): boolean {
  return signOf(a) === signOf(b) ? isBelow(a, b) : signOf(a) === 1
}

/** A shift or an index as a number: what is not below 2^32 is as good as 2^32 - 1. */
export function saturated(a: Words): number {
  return smallNumber(a) ?? BASE - 1
}

/** The word of `bits` ones. */
export function maskWords(bits: number): Words {
  return shiftRightWords(notWords(wordsOf(0)), 256 - bits)
}

/** `k` where the word is 2^k, else undefined. */
export function exponentOfTwo(a: Words): number | undefined {
  const bits = bitLength(a)
  if (bits === 0) return undefined
  for (let bit = 0; bit < bits - 1; bit += 32) {
    const digit = a[bit >> 5] as number
    const isTop = bit >> 5 === (bits - 1) >> 5
    if (digit !== (isTop ? 2 ** ((bits - 1) & 31) : 0)) return undefined
  }
  return bits - 1
}

function magnitude(a: Words): Words {
  return signOf(a) === 1 ? negated(a) : a
}

function negated(a: Words): Words {
  return subtractWords(wordsOf(0), a)
}

function signOf(a: Words): number {
  return bitAt(a, 255)
}

function bitAt(a: Words, bit: number): number {
  return ((a[bit >> 5] as number) >>> (bit & 31)) & 1
}
