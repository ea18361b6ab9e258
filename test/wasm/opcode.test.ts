import { describe, expect, it } from 'vitest'
import { ByteWriter } from '../../src/wasm/byte-writer.ts'
import type { InstructionRow } from '../../src/wasm/instruction-row.ts'
import { type ValueType, valueType } from '../../src/wasm/module.ts'
import { instructionName, instructionNames, instructions, opcode } from '../../src/wasm/opcode.ts'
import { func, moduleBytes } from './module-bytes.ts'

const { i32, i64, f32, f64, v128, funcref } = valueType
const others: Readonly<Record<number, ValueType>> = {
  [i32]: i64,
  [i64]: i32,
  [f32]: f64,
  [f64]: f32,
  [v128]: i32,
}

/** Immediates that are valid in `moduleOf`. */
function writeImmediates(writer: ByteWriter, { immediate, width = 1 }: InstructionRow): void {
  const sizes: Partial<Record<InstructionRow['immediate'], number>> = {
    ...{ none: 0, function: 1, table: 1, tables: 2, elementAndTable: 2, element: 1 },
    ...{ dataAndMemory: 2, data: 1, memory: 1, memories: 2, lane: 1, lanes: 16 },
    ...{ i32: 1, i64: 1, f32: 4, f64: 8, v128: 16 },
  }
  if (immediate === 'memoryAccess' || immediate === 'memoryLane') {
    writer.u32(Math.log2(width))
    writer.u32(0)
    if (immediate === 'memoryLane') writer.byte(0)
    return
  }
  writer.bytes(new Uint8Array(sizes[immediate] ?? 0))
}

/** A function of the instruction's type that is nothing but the instruction. */
function moduleOf(
  row: InstructionRow,
  params: readonly ValueType[],
  results: readonly ValueType[],
) {
  const writer = new ByteWriter()
  for (const index of params.keys()) {
    writer.opcode(opcode['local.get'])
    writer.u32(index)
  }
  writer.opcode(row.code)
  writeImmediates(writer, row)
  writer.opcode(opcode.end)
  return moduleBytes([func(writer.toBytes())], {
    types: [{ params, results }],
    tables: [{ element: funcref, limits: { min: 1, max: 1 } }],
    memories: [{ min: 1, max: 1 }],
    exports: [{ name: 'f', kind: 'func', index: 0 }],
    elements: [
      { type: funcref, mode: { kind: 'passive' }, items: { kind: 'functions', indices: [0] } },
    ],
    data: [{ mode: { kind: 'passive' }, bytes: new Uint8Array(1) }],
    hasDataCount: true,
  })
}

const typesOf = (list = '') =>
  list
    .split(' ')
    .flatMap((name) => (name === '' ? [] : [valueType[name as keyof typeof valueType]]))

const fixed = instructionNames.filter((name) => instructions[name].stack !== 'polymorphic')

/** The table against V8: every signature, and that no other operand type is taken. */
describe('the instruction table', () => {
  it('has one name for each code', () => {
    expect(instructionNames).toHaveLength(437)
    expect(new Set(instructionNames.map((name) => opcode[name])).size).toBe(437)
    expect(instructionNames.every((name) => instructionName(opcode[name]) === name)).toBe(true)
  })

  it.each(fixed)('%s has the type that V8 gives it', (name) => {
    const row = instructions[name]
    const [params = [], results = []] = row.stack.split('->').map(typesOf)
    expect(WebAssembly.validate(moduleOf(row, params, results))).toBe(true)
    for (const [index, param] of params.entries()) {
      const changed = params.with(index, others[param] ?? i32)
      expect(WebAssembly.validate(moduleOf(row, changed, results))).toBe(false)
    }
    for (const [index, result] of results.entries()) {
      const changed = results.with(index, others[result] ?? i32)
      expect(WebAssembly.validate(moduleOf(row, params, changed))).toBe(false)
    }
  })

  it.each(fixed.filter((name) => instructions[name].width !== undefined))(
    '%s has the natural alignment that V8 gives it',
    (name) => {
      const row = instructions[name]
      const [params = [], results = []] = row.stack.split('->').map(typesOf)
      const wider = { ...row, width: 2 * (row.width ?? 1) }
      expect(WebAssembly.validate(moduleOf(wider, params, results))).toBe(false)
    },
  )
})
