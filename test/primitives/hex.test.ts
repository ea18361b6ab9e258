import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromHex, InvalidHexError, toHex } from '../../src/primitives/hex.ts'

it('bytes survive as text, also those of a view into a larger buffer', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.nat(8), (bytes, start) => {
      const view = bytes.subarray(start)
      expect(fromHex(toHex(view))).toEqual(Uint8Array.from(view))
    }),
  )
})

it('text is lower case with a prefix', () => {
  expect(toHex(Uint8Array.of(0, 0x0f, 0xab))).toBe('0x000fab')
})

it.each(['0x0Fab', '0X0fAB', '0fab'])('%s is read', (text) => {
  expect(fromHex(text)).toEqual(Uint8Array.of(0x0f, 0xab))
})

it.each(['0x0', '0', '0xgg', '0x 0', '0x0x00', 'x00', '0x00\n', '0x٠٠'])(
  '%j is refused',
  (text) => {
    expect(() => fromHex(text)).toThrow(InvalidHexError)
  },
)
