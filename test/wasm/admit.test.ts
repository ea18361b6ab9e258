import { describe, expect, it } from 'vitest'
import { admit } from '../../src/wasm/admit.ts'
import {
  type ContractProfile,
  checkContractProfile,
  ewasmDebugProfile,
  ewasmProfile,
  unrestrictedProfile,
} from '../../src/wasm/contract-profile.ts'
import { eeiSignatures } from '../../src/wasm/eei-signatures.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import { type Func, type FuncType, valueType, type WasmModule } from '../../src/wasm/module.ts'
import { opcode } from '../../src/wasm/opcode.ts'
import { body, emptyModule, func, moduleBytes, PREAMBLE } from './module-bytes.ts'

const { i32, i64, f64, v128 } = valueType
const unit: FuncType = { params: [], results: [] }

/** The smallest contract, with other parts where a case says so. */
function contract(parts: Partial<WasmModule> = {}): Uint8Array<ArrayBuffer> {
  return encodeModule({
    ...emptyModule,
    types: [unit],
    functions: [func(Uint8Array.of(0x0b))],
    memories: [{ min: 1, max: undefined }],
    exports: [
      { name: 'main', kind: 'func', index: 0 },
      { name: 'memory', kind: 'memory', index: 0 },
    ],
    ...parts,
  })
}

/** A contract that imports one function; its own `main` is function 1. */
function importing(module: string, name: string, type: FuncType): Uint8Array {
  return contract({
    types: [unit, type],
    imports: [{ module, name, description: { kind: 'func', typeIndex: 1 } }],
    exports: [
      { name: 'main', kind: 'func', index: 1 },
      { name: 'memory', kind: 'memory', index: 0 },
    ],
  })
}

function refusal(bytes: Uint8Array, profile: ContractProfile = ewasmProfile) {
  const admission = admit(bytes, profile)
  return admission.ok ? undefined : admission.refusal
}

const main = { name: 'main', kind: 'func', index: 0 } as const
const memory = { name: 'memory', kind: 'memory', index: 0 } as const
const inMain = (code: Uint8Array, parts: Partial<Func> = {}) => ({ functions: [func(code, parts)] })

describe('the Ewasm profile', () => {
  it('admits the smallest contract', () => {
    expect(refusal(contract())).toBeUndefined()
  })

  it.each(Object.entries(eeiSignatures))('admits an import of ethereum.%s', (name, type) => {
    expect(refusal(importing('ethereum', name, type))).toBeUndefined()
  })

  it.each(Object.entries(eeiSignatures))('refuses ethereum.%s of another type', (name, type) => {
    const params = [...type.params, i64]
    expect(refusal(importing('ethereum', name, { ...type, params }))).toMatchObject({
      code: 'WRONG_IMPORT_TYPE',
      index: 0,
    })
  })

  // biome-ignore format: table
  it.each<{ what: string; bytes: Uint8Array; code: string }>([
    { what: 'an unknown function',          bytes: importing('ethereum', 'mint', unit),             code: 'UNKNOWN_IMPORT' },
    { what: 'a property of all objects',    bytes: importing('ethereum', 'toString', unit),         code: 'UNKNOWN_IMPORT' },
    { what: 'an unknown namespace',         bytes: importing('env', 'useGas', unit),                code: 'UNKNOWN_IMPORT' },
    { what: 'a debug function',             bytes: importing('debug', 'print32', { params: [i32], results: [] }), code: 'UNKNOWN_IMPORT' },
    { what: 'a global of a known name',     bytes: contract({ imports: [{ module: 'ethereum', name: 'useGas', description: { kind: 'global', type: { type: i64, mutable: false } } }] }), code: 'IMPORT_NOT_A_FUNCTION' },
    { what: 'no main',                      bytes: contract({ exports: [memory] }),                 code: 'MISSING_EXPORT' },
    { what: 'no memory',                    bytes: contract({ exports: [main] }),                   code: 'MISSING_EXPORT' },
    { what: 'a third export',               bytes: contract({ exports: [main, memory, { ...main, name: 'f' }] }), code: 'UNKNOWN_EXPORT' },
    { what: "the engine's own exports",     bytes: contract({ exports: [main, memory, { ...main, name: 'gantry:set_gas' }] }), code: 'RESERVED_EXPORT' },
    { what: 'main as a memory',             bytes: contract({ exports: [{ ...memory, name: 'main' }, memory] }), code: 'WRONG_EXPORT_KIND' },
    { what: 'main with a result',           bytes: contract({ types: [{ params: [], results: [i32] }], ...inMain(Uint8Array.of(0x41, 0, 0x0b)) }), code: 'WRONG_MAIN_TYPE' },
    { what: 'a start function',             bytes: contract({ start: 0 }),                          code: 'START_FUNCTION' },
    { what: 'a float in a type',            bytes: contract({ types: [unit, { params: [f64], results: [] }] }), code: 'FLOAT_TYPE' },
    { what: 'a float local',                bytes: contract(inMain(Uint8Array.of(0x0b), { locals: [{ count: 1, type: f64 }] })), code: 'FLOAT_TYPE' },
    { what: 'a float global',               bytes: contract({ globals: [{ type: { type: f64, mutable: false }, init: body((w) => { w.opcode(opcode['f64.const']); w.f64(1) }) }] }), code: 'FLOAT_TYPE' },
    { what: 'a float constant',             bytes: contract(inMain(body((w) => { w.opcode(opcode['f64.const']); w.f64(1); w.opcode(opcode.drop) }))), code: 'FLOAT_INSTRUCTION' },
    { what: 'a float block',                bytes: contract(inMain(Uint8Array.of(0x00, 0x02, f64, 0x00, 0x0b, 0x1a, 0x0b))), code: 'FLOAT_TYPE' },
    { what: 'a vector instruction',         bytes: contract(inMain(body((w) => { w.opcode(opcode['v128.const']); w.bytes(new Uint8Array(16)); w.opcode(opcode.drop) }))), code: 'VECTOR_INSTRUCTION' },
    { what: 'a vector local',               bytes: contract(inMain(Uint8Array.of(0x0b), { locals: [{ count: 1, type: v128 }] })), code: 'VECTOR_TYPE' },
    { what: 'a million locals',             bytes: contract(inMain(Uint8Array.of(0x0b), { locals: [{ count: 1_000_000, type: i32 }] })), code: 'TOO_MANY_LOCALS' },
    { what: '4 GiB of memory',              bytes: contract({ memories: [{ min: 65_536, max: 65_536 }] }), code: 'INITIAL_MEMORY_TOO_LARGE' },
    { what: 'memory that may become 4 GiB', bytes: contract({ memories: [{ min: 1, max: 65_536 }] }), code: 'MAXIMUM_MEMORY_TOO_LARGE' },
    { what: 'a table of 10 million',        bytes: contract({ tables: [{ element: valueType.funcref, limits: { min: 10_000_000, max: undefined } }] }), code: 'TABLE_TOO_LARGE' },
    { what: 'a truncated module',           bytes: contract().subarray(0, 20),                      code: 'MALFORMED_MODULE' },
    { what: 'no bytes',                     bytes: new Uint8Array(0),                               code: 'MALFORMED_MODULE' },
    { what: 'two megabytes',                bytes: new Uint8Array(2 ** 21),                         code: 'MODULE_TOO_LARGE' },
    { what: 'an operand that is missing',   bytes: contract(inMain(Uint8Array.of(0x1a, 0x0b))),     code: 'INVALID_MODULE' },
  ])('refuses $what: $code', ({ bytes, code }) => {
    expect(refusal(bytes)).toMatchObject({ code })
  })

  it('refuses blocks nested 10^5 deep, and a br_table of 10^5 targets', () => {
    const large = { ...ewasmProfile, limits: { ...ewasmProfile.limits, functionBytes: 2 ** 20 } }
    const nested = body((writer) => {
      for (let depth = 0; depth < 100_000; depth++) writer.bytes(Uint8Array.of(0x02, 0x40))
      writer.bytes(new Uint8Array(100_000).fill(0x0b))
    })
    expect(refusal(contract(inMain(nested)))).toMatchObject({ code: 'FUNCTION_TOO_LARGE' })
    expect(refusal(contract(inMain(nested)), large)).toMatchObject({ code: 'NESTING_TOO_DEEP' })
    const table = body((writer) => {
      writer.bytes(Uint8Array.of(0x41, 0x00, 0x0e))
      writer.u32(100_000)
      writer.bytes(new Uint8Array(100_001))
    })
    expect(refusal(contract(inMain(table)))).toMatchObject({ code: 'BRANCH_TABLE_TOO_LARGE' })
  })

  it('says where: the offset of the instruction in the module', () => {
    const bytes = contract(inMain(Uint8Array.of(0x01, 0x01, 0x1a, 0x0b)))
    expect(refusal(bytes)).toMatchObject({ offset: bytes.length - 2 })
  })

  it('admits debug functions under the debug profile only', () => {
    const bytes = importing('debug', 'print32', { params: [i32], results: [] })
    expect(refusal(bytes, ewasmDebugProfile)).toBeUndefined()
  })
})

describe('the unrestricted profile', () => {
  it('admits floats, vectors, a start function and any import', () => {
    const bytes = moduleBytes([func(Uint8Array.of(0x0b))], {
      types: [unit, { params: [f64, v128], results: [] }],
      imports: [{ module: 'a', name: 'b', description: { kind: 'func', typeIndex: 1 } }],
      start: 1,
    })
    expect(refusal(bytes, unrestrictedProfile)).toBeUndefined()
  })

  it('refuses what V8 would: 50,001 locals, a br_table of a million targets', () => {
    const locals = [{ count: 50_001, type: i32 }]
    const wide = moduleBytes([func(Uint8Array.of(0x0b), { locals })])
    expect(WebAssembly.validate(wide)).toBe(false)
    expect(refusal(wide, unrestrictedProfile)).toMatchObject({ code: 'TOO_MANY_LOCALS' })
    const code = body((writer) => {
      writer.bytes(Uint8Array.of(0x41, 0x00, 0x0e))
      writer.u32(1_000_000)
      writer.bytes(new Uint8Array(1_000_001))
    })
    expect(WebAssembly.validate(moduleBytes([func(code)]))).toBe(false)
    expect(refusal(moduleBytes([func(code)]), unrestrictedProfile)).toMatchObject({
      code: 'BRANCH_TABLE_TOO_LARGE',
    })
  })
})

describe('checkContractProfile', () => {
  it('gives the verdict of admit for a module that was not decoded', () => {
    const module = { ...emptyModule, types: [unit], functions: [func(Uint8Array.of(0x0b))] }
    expect(checkContractProfile(module, ewasmProfile)).toMatchObject({
      code: 'MISSING_EXPORT',
      offset: undefined,
    })
    expect(checkContractProfile(module, unrestrictedProfile)).toBeUndefined()
  })
})

it('bytes that are only a preamble are a module, and no contract', () => {
  const bytes = Uint8Array.from(PREAMBLE)
  expect(refusal(bytes, unrestrictedProfile)).toBeUndefined()
  expect(refusal(bytes)).toMatchObject({ code: 'MISSING_EXPORT' })
})
