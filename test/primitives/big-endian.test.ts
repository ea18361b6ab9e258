import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toBigint, toBytes32, toMinimalBytes, writeWord } from '../../src/primitives/big-endian.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { WrongLengthError } from '../../src/primitives/wrong-length-error.ts'

const MAX_WORD = 2n ** 256n - 1n
const word = fc.bigInt({ min: 0n, max: MAX_WORD })

// biome-ignore format: table
it.each([
  { value: 0n,       minimal: '0x' },
  { value: 1n,       minimal: '0x01' },
  { value: 0x7fn,    minimal: '0x7f' },
  { value: 0xffn,    minimal: '0xff' },
  { value: 0x100n,   minimal: '0x0100' },
  { value: MAX_WORD, minimal: `0x${'ff'.repeat(32)}` },
])('$value in as few bytes as it needs is $minimal', ({ value, minimal }) => {
  expect(toHex(toMinimalBytes(value))).toBe(minimal)
  expect(toHex(toBytes32(value))).toBe(`0x${minimal.slice(2).padStart(64, '0')}`)
})

it('a number survives both forms', () => {
  fc.assert(
    fc.property(word, (value) => {
      expect(toBigint(toMinimalBytes(value))).toBe(value)
      expect(toBigint(toBytes32(value))).toBe(value)
    }),
  )
})

it('bytes of any length are read as written, leading zeros included', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const expected = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
      expect(toBigint(bytes)).toBe(expected)
    }),
  )
})

it('a word is read and written inside a larger buffer', () => {
  const buffer = new Uint8Array(40)
  writeWord(buffer.subarray(2), 3, 1n)
  expect(buffer.indexOf(1)).toBe(36)
  expect(toBigint(buffer.subarray(5, 37))).toBe(1n)
})

it.each([MAX_WORD + 1n, 2n ** 300n, -1n])('%s does not fit a word', (value) => {
  expect(() => toBytes32(value)).toThrow(WrongLengthError)
})
