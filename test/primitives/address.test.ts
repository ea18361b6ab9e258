import { describe, expect, it } from 'vitest'
import { address } from '../../src/primitives/address.ts'
import { bytes32 } from '../../src/primitives/bytes32.ts'
import { WrongLengthError } from '../../src/primitives/wrong-length-error.ts'

describe.each([
  { name: 'an address', make: address, length: 20 },
  { name: 'a word', make: bytes32, length: 32 },
])('$name', ({ make, length }) => {
  it('is the bytes it was made of, not a copy', () => {
    const bytes = new Uint8Array(length)
    expect(make(bytes)).toBe(bytes)
  })

  it.each([0, length - 1, length + 1])(`needs ${length} bytes, %i are refused`, (actual) => {
    const expected = { code: 'WRONG_LENGTH', expected: length, actual }
    expect(() => make(new Uint8Array(actual))).toThrow(expect.objectContaining(expected))
    expect(() => make(new Uint8Array(actual))).toThrow(WrongLengthError)
  })
})
