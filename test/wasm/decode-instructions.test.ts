import { describe, expect, it } from 'vitest'
import { decodeInstructions } from '../../src/wasm/decode-instructions.ts'
import { InstructionBuffer } from '../../src/wasm/instruction-buffer.ts'
import { MalformedModuleError } from '../../src/wasm/malformed-module-error.ts'
import { instructionName, opcode } from '../../src/wasm/opcode.ts'
import { body } from './module-bytes.ts'

const names = (code: Uint8Array) => {
  const { opcode: codes, length } = decodeInstructions(code)
  return Array.from(codes.subarray(0, length), instructionName)
}

describe('decodeInstructions', () => {
  it('links blocks, loops and ifs with their ends', () => {
    // block (0), loop (1), if (3) else (5) end (7), end (8), end (9), end (10)
    const code = Uint8Array.of(
      ...[0x02, 0x40, 0x03, 0x40, 0x20, 0x00, 0x04, 0x40],
      ...[0x01, 0x05, 0x01, 0x0b, 0x0b, 0x0b, 0x0b],
    )
    const table = decodeInstructions(code)
    expect(table.length).toBe(11)
    expect([...table.match.subarray(0, 11)]).toEqual([9, 8, 0, 7, 0, 7, 0, 3, 1, 0, -1])
    expect([...table.elseRow.subarray(0, 11)]).toEqual([0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0])
    expect([...table.offset.subarray(0, 12)]).toEqual([0, 2, 4, 6, 8, 9, 10, 11, 12, 13, 14, 15])
  })

  it('keeps an if without else apart from one with it', () => {
    const table = decodeInstructions(Uint8Array.of(0x20, 0x00, 0x04, 0x40, 0x0b, 0x0b))
    expect([table.elseRow[1], table.match[1], table.match[2]]).toEqual([-1, 2, 1])
  })

  it('reads immediates of every shape', () => {
    const code = body((writer) => {
      writer.opcode(opcode['i32.const'])
      writer.s32(-5)
      writer.opcode(opcode['i64.load'])
      writer.u32(3)
      writer.u32(4_000_000_000)
      writer.opcode(opcode.br_table)
      for (const value of [2, 0, 300, 1]) writer.u32(value)
      writer.opcode(opcode['table.init'])
      writer.u32(7)
      writer.u32(200)
      writer.opcode(opcode['select t'])
      writer.bytes(Uint8Array.of(1, 0x7e))
      writer.opcode(opcode['i16x8.replace_lane'])
      writer.byte(6)
      writer.opcode(opcode['i64.const'])
      writer.s64(-(2n ** 63n))
    })
    const table = decodeInstructions(code)
    expect(names(code)).toEqual([
      ...['i32.const', 'i64.load', 'br_table', 'table.init', 'select t'],
      ...['i16x8.replace_lane', 'i64.const', 'end'],
    ])
    expect([...table.immediate.subarray(0, 7)]).toEqual([-5, 3, 0, 7, 1, 6, 0])
    expect([...table.immediate2.subarray(0, 7)].map((value) => value >>> 0)).toEqual([
      ...[0, 4_000_000_000, 3, 200, 0x7e, 0, 0],
    ])
    expect([...table.labels.subarray(0, 3)]).toEqual([0, 300, 1])
  })

  it('decodes the same with a used buffer', () => {
    const long = body((writer) => {
      for (let count = 0; count < 500; count++) writer.bytes(Uint8Array.of(0x41, 0x7f, 0x1a))
    })
    const short = Uint8Array.of(0x02, 0x40, 0x01, 0x0b, 0x0b)
    const buffer = new InstructionBuffer()
    decodeInstructions(long, 0, buffer)
    expect(() => decodeInstructions(Uint8Array.of(0x41, 0x01, 0xff), 0, buffer)).toThrow()
    const again = decodeInstructions(short, 0, buffer)
    const fresh = decodeInstructions(short)
    expect(again.length).toBe(fresh.length)
    for (const column of ['opcode', 'immediate', 'immediate2', 'match', 'elseRow'] as const) {
      expect([...again[column].subarray(0, 4)]).toEqual([...fresh[column].subarray(0, 4)])
    }
  })

  // biome-ignore format: table
  it.each<{ what: string; code: readonly number[]; offset: number; reason: string }>([
    { what: 'nothing',                code: [],                             offset: 0, reason: 'unexpected end' },
    { what: 'no end',                 code: [0x01],                         offset: 1, reason: 'unexpected end' },
    { what: 'an open block',          code: [0x02, 0x40, 0x0b],             offset: 3, reason: 'unexpected end' },
    { what: 'more after the end',     code: [0x0b, 0x01],                   offset: 1, reason: 'instructions after the end of the function' },
    { what: 'else without if',        code: [0x05, 0x0b],                   offset: 0, reason: 'else without if' },
    { what: 'a second else',          code: [0x04, 0x40, 0x05, 0x05, 0x0b, 0x0b], offset: 3, reason: 'else without if' },
    { what: 'else of a block',        code: [0x02, 0x40, 0x05, 0x0b, 0x0b], offset: 2, reason: 'else without if' },
    { what: 'a tail call',            code: [0x12, 0x00, 0x0b],             offset: 0, reason: 'illegal opcode' },
    { what: 'an atomic instruction',  code: [0xfe, 0x03, 0x00, 0x0b],       offset: 0, reason: 'illegal opcode' },
    { what: 'an unknown 0xfc',        code: [0xfc, 0x12, 0x0b],             offset: 0, reason: 'illegal opcode' },
    { what: '0xfc with a huge number',code: [0xfc, 0x80, 0x82, 0x04, 0x0b], offset: 0, reason: 'illegal opcode' },
    { what: 'a relaxed vector one',   code: [0xfd, 0x80, 0x02, 0x0b],       offset: 0, reason: 'illegal opcode' },
    { what: 'a hole among vectors',   code: [0xfd, 0x9a, 0x01, 0x0b],       offset: 0, reason: 'illegal opcode' },
    { what: 'a second memory',        code: [0x3f, 0x01, 0x0b],             offset: 1, reason: 'zero byte expected' },
    { what: 'an unknown block type',  code: [0x02, 0x6e, 0x0b, 0x0b],       offset: 1, reason: 'malformed block type' },
    { what: 'br_table of 2^32 - 1',   code: [0x0e, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x00, 0x0b], offset: 1, reason: 'length out of bounds' },
    { what: 'half a constant',        code: [0x44, 0, 0, 0, 0x0b],          offset: 5, reason: 'unexpected end' },
  ])('refuses $what: $reason at $offset', ({ code, offset, reason }) => {
    const decode = () => decodeInstructions(Uint8Array.from(code), 1000)
    expect(decode).toThrow(MalformedModuleError)
    expect(decode).toThrow(expect.objectContaining({ offset: 1000 + offset, reason }))
  })
})
