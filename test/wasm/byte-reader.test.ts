import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteReader } from '../../src/wasm/byte-reader.ts'
import { ByteWriter } from '../../src/wasm/byte-writer.ts'
import { MalformedModuleError } from '../../src/wasm/malformed-module-error.ts'

const reader = (...bytes: number[]) => new ByteReader(Uint8Array.from(bytes))
const written = (write: (writer: ByteWriter) => void) => {
  const writer = new ByteWriter(1)
  write(writer)
  return new ByteReader(writer.toBytes())
}

describe('ByteReader and ByteWriter', () => {
  it('are inverse on u32', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(0xffff_ffff), fc.nat(300)), (value) => {
        const bytes = written((writer) => writer.u32(value))
        expect([bytes.u32(), bytes.remaining]).toEqual([value, 0])
      }),
    )
  })

  it('are inverse on s32 and s33', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        const bytes = written((writer) => {
          writer.s32(value)
          writer.s32(value)
        })
        expect([bytes.s32(), bytes.s33(), bytes.remaining]).toEqual([value, value, 0])
      }),
    )
  })

  it('are inverse on s64', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const bytes = written((writer) => writer.s64(value))
        expect([bytes.s64(), bytes.remaining]).toEqual([value, 0])
      }),
    )
  })

  it('are inverse on names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(written((writer) => writer.name(text)).name()).toBe(text)
      }),
    )
  })
})

/** Widths and unused bits of LEB128 (core/binary/values#integers). */
describe('LEB128', () => {
  // biome-ignore format: table
  it.each([
    { read: 'u32', bytes: [0x80, 0x80, 0x80, 0x80, 0x00],       value: 0 }, // longer than needed is allowed
    { read: 'u32', bytes: [0xff, 0xff, 0xff, 0xff, 0x0f],       value: 0xffff_ffff },
    { read: 's32', bytes: [0xff, 0xff, 0xff, 0xff, 0x07],       value: 0x7fff_ffff },
    { read: 's32', bytes: [0x80, 0x80, 0x80, 0x80, 0x78],       value: -0x8000_0000 },
    { read: 's32', bytes: [0xff, 0xff, 0xff, 0xff, 0x7f],       value: -1 },
    { read: 's33', bytes: [0xff, 0xff, 0xff, 0xff, 0x0f],       value: 0xffff_ffff },
    { read: 's33', bytes: [0x80, 0x80, 0x80, 0x80, 0x70],       value: -(2 ** 32) },
    { read: 's33', bytes: [0x40],                               value: -64 },
  ] as const)('$read reads $value', ({ read, bytes, value }) => {
    expect(reader(...bytes)[read]()).toBe(value)
  })

  // biome-ignore format: table
  it.each([
    { read: 'u32', bytes: [0x80, 0x80, 0x80, 0x80, 0x80, 0x00], offset: 4, reason: 'integer representation too long' },
    { read: 'u32', bytes: [0x80, 0x80, 0x80, 0x80, 0x10],       offset: 4, reason: 'integer too large' },
    { read: 's32', bytes: [0x80, 0x80, 0x80, 0x80, 0x08],       offset: 4, reason: 'integer too large' },
    { read: 's32', bytes: [0x80, 0x80, 0x80, 0x80, 0x77],       offset: 4, reason: 'integer too large' },
    { read: 's33', bytes: [0x80, 0x80, 0x80, 0x80, 0x10],       offset: 4, reason: 'integer too large' },
    { read: 's64', bytes: [...Array(9).fill(0x80), 0x01],       offset: 9, reason: 'integer too large' },
    { read: 's64', bytes: [...Array(10).fill(0x80), 0x00],      offset: 9, reason: 'integer representation too long' },
    { read: 'u32', bytes: [0x80],                               offset: 1, reason: 'unexpected end' },
    { read: 'name', bytes: [0x02, 0xc0, 0x80],                  offset: 1, reason: 'malformed UTF-8 encoding' }, // overlong
    { read: 'name', bytes: [0x03, 0xed, 0xa0, 0x80],            offset: 1, reason: 'malformed UTF-8 encoding' }, // surrogate
    { read: 'count', bytes: [0x03, 0x00, 0x00],                 offset: 0, reason: 'length out of bounds' },
  ] as const)('$read of $bytes: $reason at $offset', ({ read, bytes, offset, reason }) => {
    const facts = { offset, reason }
    expect(() => reader(...bytes)[read]()).toThrow(MalformedModuleError)
    expect(() => reader(...bytes)[read]()).toThrow(expect.objectContaining(facts))
  })
})
