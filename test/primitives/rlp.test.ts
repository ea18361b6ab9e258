import fc from 'fast-check'
import * as peer from 'rlp'
import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../src/primitives/hex.ts'
import {
  decodeRlp,
  encodeRlp,
  InvalidRlpError,
  MAX_RLP_DEPTH,
  type RlpItem,
} from '../../src/primitives/rlp.ts'

const { item } = fc.letrec<{ item: RlpItem }>((tie) => ({
  item: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.uint8Array({ maxLength: 80 }),
    fc.array(tie('item'), { maxLength: 8 }),
  ),
}))

/** Lists in lists, `depth` deep, encoded without this room's encoder: each is the prefix of what is inside. */
function nested(depth: number): Uint8Array {
  const prefixes: number[][] = []
  for (let length = 0, i = 0; i < depth; i++) {
    const digits = length.toString(16)
    const lengthBytes = [...Buffer.from(digits.length % 2 ? `0${digits}` : digits, 'hex')]
    const prefix = length < 56 ? [0xc0 + length] : [0xf7 + lengthBytes.length, ...lengthBytes]
    prefixes.push(prefix)
    length += prefix.length
  }
  return Uint8Array.from(prefixes.reverse().flat())
}

/** Yellow Paper, appendix B; the examples are those of the Ethereum documentation on RLP. */
describe('RLP', () => {
  const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))
  const long = 'Lorem ipsum dolor sit amet, consectetur adipisicing elit'
  const documented: { item: RlpItem; encoding: string }[] = [
    { item: ascii('dog'), encoding: '0x83646f67' },
    { item: [ascii('cat'), ascii('dog')], encoding: '0xc88363617483646f67' },
    { item: ascii(''), encoding: '0x80' },
    { item: [], encoding: '0xc0' },
    { item: Uint8Array.of(0), encoding: '0x00' },
    { item: Uint8Array.of(0x0f), encoding: '0x0f' },
    { item: Uint8Array.of(4, 0), encoding: '0x820400' },
    { item: [[], [[]], [[], [[]]]], encoding: '0xc7c0c1c0c3c0c1c0' },
    { item: ascii(long), encoding: `0xb838${Buffer.from(long).toString('hex')}` },
  ]

  it.each(documented)('encodes to $encoding and back', (example) => {
    expect(toHex(encodeRlp(example.item))).toBe(example.encoding)
    expect(decodeRlp(fromHex(example.encoding))).toEqual(example.item)
  })

  it.each([0, 1, 55, 56, 255, 256, 65_535, 65_536])(
    'writes the length %i as rlp does',
    (length) => {
      const string = new Uint8Array(length).fill(0x90)
      const items: RlpItem[] = [string, [string], [string, [string, string]]]
      for (const each of items) {
        const encoding = encodeRlp(each)
        expect(Buffer.compare(encoding, peer.encode(each as never))).toBe(0)
        expect(encodeRlp(decodeRlp(encoding))).toEqual(encoding)
      }
    },
  )

  it('agrees with rlp on random items', () => {
    fc.assert(
      fc.property(item, (value) => {
        const encoding = encodeRlp(value)
        expect(encoding).toEqual(new Uint8Array(peer.encode(value as never)))
        expect(decodeRlp(encoding)).toEqual(value)
      }),
    )
  })

  it('accepts only what encodes back to the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const decoded = decodeOrError(bytes)
        if (decoded instanceof InvalidRlpError)
          expect(decoded.offset).toBeLessThanOrEqual(bytes.length)
        else expect(encodeRlp(decoded)).toEqual(bytes)
      }),
      { numRuns: 3000 },
    )
  })

  it('refuses every cut of a valid encoding', () => {
    const encoding = encodeRlp([
      new Uint8Array(300),
      [ascii(long), [Uint8Array.of(1), ascii('dog')]],
    ])
    for (let length = 0; length < encoding.length; length++) {
      expect(() => decodeRlp(encoding.subarray(0, length))).toThrow(InvalidRlpError)
    }
  })

  // biome-ignore format: table
  it.each([
    { bytes: '0x',                     offset: 0, reason: 'an item is missing' },
    { bytes: '0x8100',                 offset: 0, reason: 'a byte below 0x80 must be written without a prefix' },
    { bytes: '0xc28101',               offset: 1, reason: 'a byte below 0x80 must be written without a prefix' },
    { bytes: '0x0001',                 offset: 1, reason: '1 bytes follow the item' },
    { bytes: '0x83646f',               offset: 0, reason: 'the payload of 3 bytes is longer than the 2 left' },
    { bytes: '0xc183646f67',           offset: 1, reason: 'the payload of 3 bytes is longer than the 0 left' },
    { bytes: '0xb8',                   offset: 1, reason: 'the length is cut off' },
    { bytes: '0xb90100',               offset: 0, reason: 'the payload of 256 bytes is longer than the 0 left' },
    { bytes: '0xb837',                 offset: 1, reason: 'the length 55 belongs into the prefix byte' },
    { bytes: '0xf900ff',               offset: 1, reason: 'the length starts with a zero byte' },
    { bytes: '0xbfffffffffffffffff00', offset: 0, reason: 'the payload of 18446744073709552000 bytes is longer than the 1 left' },
  ])('refuses $bytes: $reason', ({ bytes, offset, reason }) => {
    expect(decodeOrError(fromHex(bytes))).toMatchObject({ code: 'INVALID_RLP', offset, reason })
  })

  it('reads lists nested up to the bound and refuses deeper ones, however deep', () => {
    expect(encodeRlp(decodeRlp(nested(MAX_RLP_DEPTH)))).toEqual(nested(MAX_RLP_DEPTH))
    for (const depth of [MAX_RLP_DEPTH + 1, 100_000]) {
      expect(decodeOrError(nested(depth))).toMatchObject({ reason: 'lists are nested too deeply' })
    }
  })

  it('refuses to encode lists nested deeper than it would read', () => {
    let deep: RlpItem = []
    for (let depth = 0; depth < 100_000; depth++) deep = [deep]
    expect(() => encodeRlp(deep)).toThrow(InvalidRlpError)
  })
})

function decodeOrError(bytes: Uint8Array): RlpItem | InvalidRlpError {
  try {
    return decodeRlp(bytes)
  } catch (error) {
    if (error instanceof InvalidRlpError) return error
    throw error
  }
}
