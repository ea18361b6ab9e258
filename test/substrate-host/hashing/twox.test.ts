import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/primitives/hex.ts'
import { twox, twox128 } from '../../../src/substrate-host/hashing/twox.ts'

const utf8 = new TextEncoder()

describe('twox128', () => {
  // The prefixes of System::Account and System::Number, as every explorer shows them.
  // biome-ignore format: table
  it.each([
    ['System',  '0x26aa394eea5630e07c48ae0c9558cef7'],
    ['Account', '0xb99d880ec681799c0cf30e8886371da9'],
    ['Number',  '0x02a5c1b19ab7a04f536c519aca4983ac'],
  ])('hashes %s, the first time and later', (name, digest) => {
    for (let time = 0; time < 3; time++) {
      expect(toHex(twox128(utf8.encode(name)))).toBe(digest)
    }
  })

  it('is twox with two words, whatever was hashed before', () => {
    const input = fc.uint8Array({ maxLength: 100 })
    fc.assert(
      fc.property(fc.array(input, { maxLength: 20 }), (inputs) => {
        for (const one of [...inputs, ...inputs]) expect(twox128(one)).toEqual(twox(one, 2))
      }),
    )
  })
})
