import { TypeRegistry } from '@polkadot/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../src/primitives/hex.ts'
import { encodeCompact } from '../../../src/primitives/scale/encode.ts'
import { MalformedScaleError } from '../../../src/primitives/scale/malformed-scale-error.ts'
import { ScaleReader } from '../../../src/primitives/scale/scale-reader.ts'

const registry = new TypeRegistry()
const hex = (bytes: Uint8Array): string => toHex(bytes)

describe('ScaleReader', () => {
  it('reads what @polkadot/types writes', () => {
    const values = fc.tuple(
      fc.nat(255),
      fc.nat(2 ** 32 - 1),
      fc.bigInt(0n, 2n ** 64n - 1n),
      fc.bigInt(0n, 2n ** 128n - 1n),
      fc.boolean(),
      fc.uint8Array({ maxLength: 300 }),
      fc.option(fc.nat(2 ** 32 - 1), { nil: null }),
      fc.array(fc.uint8Array({ maxLength: 5 }), { maxLength: 80 }),
    )
    fc.assert(
      fc.property(values, (row) => {
        const [byte, word, long, huge, flag, bytes, maybe, list] = row
        const encoded = registry
          .createType('(u8,u32,u64,u128,bool,Bytes,Option<u32>,Vec<Bytes>)', [
            byte,
            word,
            long,
            huge,
            flag,
            hex(bytes),
            maybe,
            list.map(hex),
          ])
          .toU8a()
        const reader = new ScaleReader(encoded)
        const read = [
          reader.u8(),
          reader.u32(),
          reader.u64(),
          reader.u128(),
          reader.bool(),
          reader.bytes(),
          reader.option((inner) => inner.u32()) ?? null,
          reader.list((inner) => inner.bytes()),
        ]
        reader.end()
        expect(read).toEqual(row)
      }),
    )
  })

  it('reads every compact integer below 2^32 that @polkadot/types writes', () => {
    const edges = [0, 63, 64, 16_383, 16_384, 2 ** 30 - 1, 2 ** 30, 2 ** 32 - 1]
    const value = fc.oneof(fc.constantFrom(...edges), fc.nat(2 ** 32 - 1))
    fc.assert(
      fc.property(value, (number) => {
        const reader = new ScaleReader(registry.createType('Compact<u32>', number).toU8a())
        expect(reader.compact()).toBe(number)
        reader.end()
      }),
    )
  })

  it('reads compact integers of any size that @polkadot/types writes, as encodeCompact does', () => {
    const edges = [0n, 63n, 64n, 16_383n, 16_384n, 2n ** 30n - 1n, 2n ** 30n, 2n ** 32n, 2n ** 64n]
    const value = fc.oneof(fc.constantFrom(...edges), fc.bigInt(0n, 2n ** 128n - 1n))
    fc.assert(
      fc.property(value, (number) => {
        const encoded = registry.createType('Compact<u128>', number).toU8a()
        const reader = new ScaleReader(encoded)
        expect(reader.compactBig()).toBe(number)
        reader.end()
        expect(encodeCompact(number)).toEqual(encoded)
      }),
    )
  })

  // biome-ignore format: table
  it.each([
    { bytes: '0100',             read: 'compactBig', offset: 0, expected: 'the shortest form' },
    { bytes: '0700000000',       read: 'compactBig', offset: 1, expected: '5 bytes' },
    { bytes: '070000000000',     read: 'compactBig', offset: 0, expected: 'the shortest form' },
    { bytes: '',                 read: 'u8',      offset: 0, expected: 'a byte' },
    { bytes: '000000',           read: 'u32',     offset: 0, expected: 'an u32' },
    { bytes: '00000000000000',   read: 'u64',     offset: 0, expected: 'an u64' },
    { bytes: '00'.repeat(15),    read: 'u128',    offset: 0, expected: 'an u128' },
    { bytes: '02',               read: 'bool',    offset: 0, expected: 'a bool' },
    { bytes: '0c0102',           read: 'bytes',   offset: 1, expected: '3 bytes' },
    { bytes: '03ffffffff',       read: 'bytes',   offset: 5, expected: '4294967295 bytes' },
    { bytes: '01',               read: 'compact', offset: 1, expected: 'a byte' },
    { bytes: '0100',             read: 'compact', offset: 0, expected: 'the shortest form' }, // 0 in two bytes
    { bytes: 'feff0000',         read: 'compact', offset: 0, expected: 'the shortest form' }, // 16,383 in four
    { bytes: '03ffffff3f',       read: 'compact', offset: 0, expected: 'the shortest form' }, // 2^30 - 1 in five
    { bytes: '070000000001',     read: 'compact', offset: 0, expected: 'a number below 2^32' },
  ] as const)('refuses $bytes as $read', ({ bytes, read, offset, expected }) => {
    expect(() => new ScaleReader(fromHex(bytes))[read]()).toThrow(
      expect.objectContaining({ code: 'MALFORMED_SCALE', offset, expected }),
    )
  })

  it('makes no list that the input has no bytes for', () => {
    const reader = new ScaleReader(fromHex('0x03ffffffff01'))
    expect(() => reader.list((item) => item.u8())).toThrow(MalformedScaleError)
  })

  it('refuses what is behind the end', () => {
    const reader = new ScaleReader(fromHex('0x0102'))
    reader.u8()
    expect(() => reader.end()).toThrow(expect.objectContaining({ offset: 1 }))
  })
})
