import { describe, expect, it } from 'vitest'
import { classOf } from '../../src/gas-metering/instruction-class.ts'
import { hera } from '../../src/gas-metering/schedules/hera.ts'
import { instructionNames } from '../../src/wasm/opcode.ts'

describe('classOf', () => {
  it('gives every instruction a class but the two that only mark structure', () => {
    const without = instructionNames.filter((name) => classOf(name) === undefined)
    expect(without.toSorted()).toEqual(['else', 'end'])
  })

  it('has no class without an instruction', () => {
    const used = new Set(instructionNames.map(classOf))
    expect(Object.keys(hera.instructions).filter((name) => !used.has(name as never))).toEqual([])
  })

  // biome-ignore format: table
  it.each([
    ['i64.div_u', 'divide'], ['i32.rem_s', 'divide'], ['i64.extend_i32_u', 'signExtend'], ['i32.extend8_s', 'signExtend'],
    ['i32.ge_u', 'integer'], ['i64.eqz', 'integer'], ['i64.shr_s', 'shift'], ['f32.sqrt', 'floatDivide'],
    ['f64.copysign', 'float'], ['i32.trunc_sat_f32_u', 'floatConvert'], ['f32.demote_f64', 'floatConvert'],
    ['i64.reinterpret_f64', 'reinterpret'], ['memory.size', 'memorySize'], ['memory.grow', 'memoryGrow'],
    ['memory.init', 'bulk'], ['table.grow', 'bulk'], ['elem.drop', 'dropSegment'], ['table.get', 'reference'],
    ['v128.load8_lane', 'load'], ['v128.store', 'store'], ['v128.const', 'constant'], ['i8x16.add', 'vector'],
    ['f64x2.div', 'vectorDivide'], ['i32x4.dot_i16x8_s', 'vectorMultiply'], ['i64x2.extmul_low_i32x4_u', 'vectorMultiply'],
    ['select t', 'select'], ['call_indirect', 'callIndirect'],
  ] as const)('%s is of class %s', (name, instructionClass) => {
    expect(classOf(name)).toBe(instructionClass)
  })
})
