import { TypeRegistry } from '@polkadot/types'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/primitives/hex.ts'
import { ScaleWriter } from '../../../src/primitives/scale/scale-writer.ts'

const registry = new TypeRegistry()

describe('ScaleWriter', () => {
  it('writes what @polkadot/types writes', () => {
    const values = fc.tuple(
      fc.nat(255),
      fc.bigInt(0n, 2n ** 64n - 1n),
      fc.bigInt(0n, 2n ** 128n - 1n),
      fc.boolean(),
      fc.uint8Array({ maxLength: 300 }),
      fc.option(fc.nat(2 ** 32 - 1), { nil: undefined }),
      fc.array(fc.nat(255), { maxLength: 80 }),
    )
    fc.assert(
      fc.property(values, ([byte, long, huge, flag, bytes, maybe, list]) => {
        const written = new ScaleWriter()
          .u8(byte)
          .u64(long)
          .u128(huge)
          .bool(flag)
          .bytes(bytes)
          .option(maybe, (writer, value) => writer.u32(value))
          .list(list, (writer, value) => writer.u8(value))
          .take()
        const parts = [byte, long, huge, flag, toHex(bytes), maybe ?? null, list]
        const expected = registry.createType('(u8,u64,u128,bool,Bytes,Option<u32>,Vec<u8>)', parts)
        expect(toHex(written)).toBe(expected.toHex())
      }),
    )
  })

  it('writes compact integers in their shortest form', () => {
    const edges = [0, 63, 64, 16_383, 16_384, 2 ** 30 - 1, 2 ** 30, 2 ** 32 - 1]
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...edges), fc.nat(2 ** 32 - 1)), (value) => {
        const expected = registry.createType('Compact<u32>', value).toU8a()
        expect(new ScaleWriter().compact(value).take()).toEqual(expected)
      }),
    )
  })
})
