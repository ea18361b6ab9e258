import { keccak_256 } from '@noble/hashes/sha3.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../src/primitives/hex.ts'
import { keccak256, keccak256Into } from '../../src/primitives/keccak256.ts'

/** Bytes without a pattern that a permutation of lanes would keep. */
function message(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 167 + (i >> 3) * 59 + length) & 0xff)
}

describe('keccak256', () => {
  // biome-ignore format: table
  it.each([
    // Yellow Paper, sections 4.1 and D: KEC(()) and the empty trie.
    { data: '0x', digest: '0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470' },
    { data: '0x80', digest: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421' },
    // Solidity's documentation: the event Transfer(address,address,uint256).
    { data: toHex(Buffer.from('Transfer(address,address,uint256)')), digest: '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef' },
  ])('of $data', ({ data, digest }) => {
    expect(toHex(keccak256(fromHex(data)))).toBe(digest)
  })

  it('agrees with @noble/hashes for every length of up to four blocks and a bit', () => {
    for (let length = 0; length <= 600; length++) {
      const data = message(length)
      expect(toHex(keccak256(data)), `length ${length}`).toBe(toHex(keccak_256(data)))
    }
  })

  it('agrees with @noble/hashes on random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (data) => {
        expect(keccak256(data)).toEqual(keccak_256(data))
      }),
    )
  })

  it.each([64_000, 64_463, 64_464, 64_465, 65_535, 65_536, 128_928, 300_001])(
    'absorbs a message of %i bytes in parts',
    (length) => {
      const data = message(length)
      expect(toHex(keccak256(data))).toBe(toHex(keccak_256(data)))
    },
  )

  it('gives a digest that later calls do not change', () => {
    const first = keccak256(message(1))
    const kept = toHex(first)
    keccak256(message(2))
    expect(toHex(first)).toBe(kept)
  })
})

describe('keccak256Into', () => {
  it('hashes a part of a buffer into a part of another', () => {
    const source = message(400)
    const target = new Uint8Array(48)
    keccak256Into(source, 7, 200, target, 8)
    const expected = new Uint8Array(48)
    expected.set(keccak_256(source.subarray(7, 207)), 8)
    expect(target).toEqual(expected)
  })
})
