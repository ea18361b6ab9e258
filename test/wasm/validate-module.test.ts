import { describe, expect, it } from 'vitest'
import { decodeModule } from '../../src/wasm/decode-module.ts'
import { InvalidModuleError } from '../../src/wasm/invalid-module-error.ts'
import { valueType, type WasmModule } from '../../src/wasm/module.ts'
import { opcode } from '../../src/wasm/opcode.ts'
import { validateModule } from '../../src/wasm/validate-module.ts'
import { body, func, moduleBytes, richModule } from './module-bytes.ts'

const { i32, i64 } = valueType

/** The reason and the place that validation gives, or undefined; V8 must come to the same verdict. */
function verdict(bytes: Uint8Array<ArrayBuffer>): { reason: string; offset: number } | undefined {
  const accepted = WebAssembly.validate(bytes)
  try {
    validateModule(decodeModule(bytes))
    expect(accepted).toBe(true)
    return undefined
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidModuleError)
    expect(accepted).toBe(false)
    const { reason, offset } = error as InvalidModuleError
    return { reason, offset }
  }
}

const one = (code: readonly number[], parts: Partial<WasmModule> = {}) =>
  moduleBytes([func(Uint8Array.from([...code, 0x0b]))], parts)

describe('validateModule', () => {
  it('accepts a module with one of each thing, decoded or not', () => {
    expect(() => validateModule({ ...richModule, start: 1 })).not.toThrow()
    expect(verdict(one([0x01]))).toBeUndefined()
  })

  // biome-ignore format: table
  it.each<{ what: string; code: readonly number[]; parts?: Partial<WasmModule>; reason: RegExp }>([
    { what: 'a missing operand',         code: [0x1a],                               reason: /an operand is missing/ },
    { what: 'another type',              code: [0x42, 0x00, 0x45, 0x1a],             reason: /expected i32, found i64/ },
    { what: 'an operand left over',      code: [0x41, 0x00],                         reason: /1 operands too many/ },
    { what: 'an unknown local',          code: [0x20, 0x00, 0x1a],                   reason: /unknown local 0/ },
    { what: 'an unknown label',          code: [0x0c, 0x01],                         reason: /unknown label 1/ },
    { what: 'an unknown function',       code: [0x10, 0x07],                         reason: /unknown function 7/ },
    { what: 'a load without memory',     code: [0x41, 0x00, 0x28, 0x02, 0x00, 0x1a], reason: /unknown memory/ },
    { what: 'too large an alignment',    code: [0x41, 0x00, 0x28, 0x03, 0x00, 0x1a], parts: { memories: [{ min: 1, max: 1 }] }, reason: /alignment/ },
    { what: 'an alignment of 2^31',      code: [0x41, 0x00, 0x28, 0xff, 0xff, 0xff, 0xff, 0x07, 0x00, 0x1a], parts: { memories: [{ min: 1, max: 1 }] }, reason: /alignment/ },
    { what: 'an if that needs an else',  code: [0x41, 0x00, 0x04, 0x7f, 0x41, 0x00, 0x0b, 0x1a], reason: /needs an `else`/ },
    { what: 'a write to a constant',     code: [0x41, 0x00, 0x24, 0x00], parts: { globals: [{ type: { type: i32, mutable: false }, init: Uint8Array.of(0x41, 0, 0x0b) }] }, reason: /immutable/ },
    { what: 'a sum as an initial value', code: [], parts: { globals: [{ type: { type: i32, mutable: false }, init: Uint8Array.of(0x41, 0, 0x41, 0, 0x6a, 0x0b) }] }, reason: /constant expression required/ },
    { what: 'two memories',              code: [], parts: { memories: [{ min: 1, max: 1 }, { min: 1, max: 1 }] }, reason: /multiple memories/ },
    { what: 'an export twice',           code: [], parts: { exports: [{ name: 'a', kind: 'func', index: 0 }, { name: 'a', kind: 'func', index: 0 }] }, reason: /duplicate export name "a"/ },
    { what: 'a reference not declared',  code: [0xd2, 0x00, 0x1a],                   reason: /undeclared function reference/ },
    { what: 'select of references',      code: [0xd0, 0x70, 0xd0, 0x70, 0x41, 0x00, 0x1b, 0x1a], reason: /select of references/ },
    { what: 'a lane out of range',       code: [0xfd, 0x0c, ...new Array(16).fill(0), 0xfd, 0x1b, 0x04, 0x1a], reason: /invalid lane index 4/ },
  ])('refuses $what', ({ code, parts, reason }) => {
    expect(verdict(one(code, parts))?.reason).toMatch(reason)
  })

  it('points at the instruction', () => {
    const bytes = one([0x01, 0x01, 0x6a])
    expect(verdict(bytes)?.offset).toBe(bytes.length - 2)
  })

  it('leaves types open after unreachable code, and no further', () => {
    expect(verdict(one([0x00, 0x6a, 0x1a]))).toBeUndefined()
    expect(verdict(one([0x00, 0x42, 0x00, 0x6a, 0x1a]))?.reason).toMatch(/expected i32, found i64/)
    expect(verdict(one([0x00, 0x02, 0x40, 0x6a, 0x1a, 0x0b]))?.reason).toMatch(/operand is missing/)
  })
})

describe('validateModule on modules made to be costly', () => {
  it('takes blocks nested 10^5 deep without recursion', () => {
    const code = body((writer) => {
      for (let depth = 0; depth < 100_000; depth++) writer.bytes(Uint8Array.of(0x02, 0x40))
      writer.bytes(new Uint8Array(100_000).fill(opcode.end))
    })
    expect(() => validateModule(decodeModule(moduleBytes([func(code)])))).not.toThrow()
  })

  it('takes a br_table of 10^6 targets in linear time', () => {
    const code = body((writer) => {
      writer.bytes(Uint8Array.of(0x41, 0x00, opcode.br_table))
      writer.u32(1_000_000)
      writer.bytes(new Uint8Array(1_000_001))
    })
    expect(() => validateModule(decodeModule(moduleBytes([func(code)])))).not.toThrow()
  })

  it('never expands claimed locals: 10^5 functions of 2^32 - 1 locals each', () => {
    const locals = [
      { count: 0xffff_fff0, type: i64 },
      { count: 15, type: i32 },
    ]
    const code = body((writer) => {
      writer.opcode(opcode['local.get'])
      writer.u32(0xffff_fffe)
      writer.opcode(opcode['local.set'])
      writer.u32(0xffff_fff0)
    })
    const functions = Array.from({ length: 100_000 }, () => func(code, { locals }))
    const before = process.memoryUsage().arrayBuffers
    expect(() => validateModule(decodeModule(moduleBytes(functions)))).not.toThrow()
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 27)
  })

  it('refuses a reference beyond those locals', () => {
    const locals = [{ count: 1_000_000, type: i32 }]
    const code = body((writer) => {
      writer.opcode(opcode['local.get'])
      writer.u32(1_000_000)
      writer.opcode(opcode.drop)
    })
    const decode = () => validateModule(decodeModule(moduleBytes([func(code, { locals })])))
    expect(decode).toThrow(/unknown local 1000000/)
  })
})
