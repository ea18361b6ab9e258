import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBigint, toBytes32 } from '../../src/primitives/big-endian.ts'
import { keccak256 } from '../../src/primitives/keccak256.ts'
import { compileObject } from '../../src/yul/compile-object.ts'
import { parseYulObject } from '../../src/yul/parse-yul.ts'
import { runModule, runYul } from './run-contract.ts'

const MODULUS = 1n << 256n
const signed = (value: bigint): bigint => BigInt.asIntN(256, value)
const unsigned = (value: bigint): bigint => BigInt.asUintN(256, value)
const flag = (condition: boolean): bigint => (condition ? 1n : 0n)

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n
  for (
    let rest = exponent, square = base;
    rest > 0n;
    rest >>= 1n, square = (square * square) % MODULUS
  ) {
    if ((rest & 1n) === 1n) result = (result * square) % MODULUS
  }
  return result
}

/** The EVM's word operations over bigints (Yellow Paper, appendix H.2). */
const operations: Readonly<Record<string, (a: bigint, b: bigint, c: bigint) => bigint>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => (b === 0n ? 0n : a / b),
  mod: (a, b) => (b === 0n ? 0n : a % b),
  sdiv: (a, b) => (b === 0n ? 0n : signed(a) / signed(b)),
  smod: (a, b) => (b === 0n ? 0n : signed(a) % signed(b)),
  addmod: (a, b, c) => (c === 0n ? 0n : (a + b) % c),
  mulmod: (a, b, c) => (c === 0n ? 0n : (a * b) % c),
  exp: power,
  signextend: (a, b) => (a > 30n ? b : BigInt.asIntN(8 * (Number(a) + 1), b)),
  lt: (a, b) => flag(a < b),
  gt: (a, b) => flag(a > b),
  slt: (a, b) => flag(signed(a) < signed(b)),
  sgt: (a, b) => flag(signed(a) > signed(b)),
  eq: (a, b) => flag(a === b),
  iszero: (a) => flag(a === 0n),
  not: (a) => ~a,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  byte: (a, b) => (a > 31n ? 0n : (b >> (8n * (31n - a))) & 0xffn),
  shl: (a, b) => (a > 255n ? 0n : b << a),
  shr: (a, b) => (a > 255n ? 0n : b >> a),
  sar: (a, b) => signed(b) >> (a > 255n ? 255n : a),
}

/** Words where carries, digit counts, signs and shifts change. */
const word = fc.oneof(
  fc.bigInt({ min: 0n, max: MODULUS - 1n }),
  fc.bigInt({ min: 0n, max: 300n }),
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  fc
    .tuple(fc.integer({ min: 0, max: 256 }), fc.integer({ min: -2, max: 2 }))
    .map(([bits, offset]) => unsigned((1n << BigInt(bits)) + BigInt(offset))),
  fc.bigInt({ min: 0n, max: 1n << 128n }).map((value) => unsigned(-value)),
)

function words(...values: bigint[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [...toBytes32(value)]))
}

describe('word operations', () => {
  it.each(Object.keys(operations))('%s gives what the EVM gives', (name) => {
    const operation = operations[name]
    const operands = ['calldataload(0)', 'calldataload(32)', 'calldataload(64)'].slice(
      0,
      operation?.length,
    )
    const source = `object "t" { code { mstore(0, ${name}(${operands.join()})) return(0, 32) } }`
    const { bytes } = compileObject(parseYulObject(source))
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        const { output } = runModule(bytes, words(a, b, c))
        expect(toBigint(output)).toBe(unsigned(operation?.(a, b, c) ?? -1n))
      }),
      { numRuns: 100 },
    )
  })

  it('divides where the first guess of a quotient digit is one too large', () => {
    // Knuth's step D6: dividend and divisor that need the add-back.
    const a = (0x7fffffffn << 224n) | (0x80000000n << 192n)
    const b = (0x80000000n << 192n) | 1n
    const { output } = runYul(
      'mstore(0, div(calldataload(0), calldataload(32))) return(0, 32)',
      words(a, b),
    )
    expect(toBigint(output)).toBe(a / b)
  })
})

describe('keccak256', () => {
  const source = `object "t" { code {
    calldatacopy(7, 0, calldatasize())
    mstore(0, keccak256(7, calldatasize()))
    return(0, 32)
  } }`
  const { bytes } = compileObject(parseYulObject(source))

  it.each([0, 1, 31, 32, 64, 135, 136, 137, 271, 272, 273, 1000])('hashes %d bytes', (length) => {
    const input = Uint8Array.from({ length }, (_, index) => (index * 7 + length) & 0xff)
    expect(runModule(bytes, input).output).toEqual(Uint8Array.from(keccak256(input)))
  })
})

describe('memory', () => {
  it('grows where it is written and reads zeros', () => {
    const { output } = runYul(
      'mstore(200000, 5) mstore(0, add(mload(200000), mload(3000000))) return(0, 32)',
    )
    expect(toBigint(output)).toBe(5n)
  })

  it.each(['not(0)', '0xffffffff', '0xfffffff0', 'shl(32, 1)'])(
    'traps at an offset of %s',
    (offset) => {
      expect(runYul(`mstore(${offset}, 1)`).ended).toBe('trap')
    },
  )

  it('accepts any offset for no bytes', () => {
    expect(runYul('return(not(0), 0)').ended).toBe('finish')
  })

  it.each([
    {
      code: 'calldatacopy(0, 1, 40) return(0, 40)',
      expected: [2, 3, ...Array<number>(38).fill(0)],
    },
    { code: 'mstore(0, not(0)) calldatacopy(0, 9, 4) return(0, 5)', expected: [0, 0, 0, 0, 255] },
    { code: 'mstore(0, calldataload(2)) return(0, 3)', expected: [3, 0, 0] },
    { code: 'mstore(0, calldataload(not(0))) return(31, 1)', expected: [0] },
  ])('copies zeros from behind the call data: $code', ({ code, expected }) => {
    expect([...runYul(code, Uint8Array.of(1, 2, 3)).output]).toEqual(expected)
  })

  it('writes one byte', () => {
    expect([...runYul('mstore8(1, 0x1ff) return(0, 3)').output]).toEqual([0, 255, 0])
  })
})
