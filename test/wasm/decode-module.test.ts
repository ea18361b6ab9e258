import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeModule } from '../../src/wasm/decode-module.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import { MalformedModuleError } from '../../src/wasm/malformed-module-error.ts'
import { moduleBytes, PREAMBLE, richModule, section } from './module-bytes.ts'

describe('decodeModule', () => {
  it('gives back what was encoded, apart from places', () => {
    const { offsets, source, ...module } = decodeModule(encodeModule(richModule))
    const withoutPlaces = {
      ...module,
      functions: module.functions.map((f) => ({ ...f, bodyOffset: 0 })),
    }
    expect(withoutPlaces).toEqual(richModule)
    expect(source.length).toBeGreaterThan(offsets.start)
  })

  it('keeps bodies as views into the given bytes', () => {
    const bytes = encodeModule(richModule)
    const [first] = decodeModule(bytes).functions
    expect(first?.body.buffer).toBe(bytes.buffer)
    expect(first && bytes.subarray(first.bodyOffset, first.bodyOffset + 1)).toEqual(first?.body)
  })

  it('knows where items are', () => {
    const bytes = encodeModule(richModule)
    const { offsets } = decodeModule(bytes)
    const names = offsets.exports.map((at) =>
      new TextDecoder().decode(bytes.subarray(at + 1, at + 5)),
    )
    expect(names).toEqual(['main', 'memo', 'naï'])
    expect(bytes[offsets.start]).toBe(1)
  })

  // biome-ignore format: table
  it.each<{ what: string; bytes: readonly number[]; offset: number; reason: string }>([
    { what: 'nothing',                bytes: [],                                              offset: 0,  reason: 'unexpected end' },
    { what: 'another magic number',   bytes: [0x00, 0x61, 0x73, 0x6e, 1, 0, 0, 0],            offset: 0,  reason: 'magic header not detected' },
    { what: 'version 2',              bytes: [0x00, 0x61, 0x73, 0x6d, 2, 0, 0, 0],            offset: 4,  reason: 'unknown binary version' },
    { what: 'section 13 (tags)',      bytes: [...PREAMBLE, 13, 0],                            offset: 8,  reason: 'malformed section id' },
    { what: 'sections out of order',  bytes: [...PREAMBLE, ...section(3, [0]), ...section(1, [0])], offset: 11, reason: 'section twice or out of order' },
    { what: 'a section twice',        bytes: [...PREAMBLE, ...section(1, [0]), ...section(1, [0])], offset: 11, reason: 'section twice or out of order' },
    { what: 'a section too long',     bytes: [...PREAMBLE, 1, 100, 0],                        offset: 9,  reason: 'length out of bounds' },
    { what: 'content left over',      bytes: [...PREAMBLE, ...section(1, [0, 0])],            offset: 11, reason: 'section size mismatch' },
    { what: '2^32 - 1 types',         bytes: [...PREAMBLE, ...section(1, [0xff, 0xff, 0xff, 0xff, 0x0f])], offset: 10, reason: 'length out of bounds' },
    { what: '2^32 - 1 bytes of data', bytes: [...PREAMBLE, ...section(11, [1, 1, 0xff, 0xff, 0xff, 0xff, 0x0f])], offset: 17, reason: 'length out of bounds' },
    { what: 'functions without code', bytes: [...PREAMBLE, ...section(1, [1, 0x60, 0, 0]), ...section(3, [1, 0])], offset: 18, reason: 'function and code section have inconsistent lengths' },
    { what: 'another data count',     bytes: [...PREAMBLE, ...section(12, [2])],              offset: 11, reason: 'data count and data section have inconsistent lengths' },
    { what: 'shared memory',          bytes: [...PREAMBLE, ...section(5, [1, 3, 1, 1])],      offset: 11, reason: 'malformed limits flags' },
    { what: '2^32 locals',            bytes: [...PREAMBLE, ...section(1, [1, 0x60, 0, 0]), ...section(3, [1, 0]), ...section(10, [1, 11, 2, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x7f, 1, 0x7f, 0x0b, 0x0b])], offset: 29, reason: 'too many locals' },
    { what: 'a custom section without a name', bytes: [...PREAMBLE, 0, 0],                    offset: 10, reason: 'unexpected end' },
  ])('refuses $what: $reason at $offset', ({ bytes, offset, reason }) => {
    const decode = () => decodeModule(Uint8Array.from(bytes))
    expect(decode).toThrow(MalformedModuleError)
    expect(decode).toThrow(expect.objectContaining({ offset, reason }))
  })

  it('refuses every truncation with an offset within the bytes', () => {
    const bytes = encodeModule({ ...richModule, customs: [] })
    const atEnds = new Set<number>()
    for (let length = 0; length < bytes.length; length++) {
      try {
        decodeModule(bytes.subarray(0, length))
        atEnds.add(length) // whole sections are a module, unless another section counts on the rest
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedModuleError)
        expect((error as MalformedModuleError).offset).toBeLessThanOrEqual(length)
      }
    }
    expect(atEnds.size).toBeLessThan(4)
  })

  it('throws nothing but its own error for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        try {
          decodeModule(Uint8Array.from([...PREAMBLE, ...noise]))
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedModuleError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

it('an empty module has an empty form', () => {
  expect([...moduleBytes([], { types: [] })]).toEqual(PREAMBLE)
})
