import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeModule } from '../../src/wasm/decode-module.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import { type FuncType, valueType, type WasmModule } from '../../src/wasm/module.ts'
import { richModule } from './module-bytes.ts'

const anyType = fc.constantFrom(...Object.values(valueType))
const anyBytes = fc.uint8Array({ maxLength: 300 })
const anyU32 = fc.oneof(fc.nat(0xffff_ffff), fc.nat(200))
const anyLimits = fc.record({ min: anyU32, max: fc.option(anyU32, { nil: undefined }) })
const anyConstant = fc.constantFrom([0x41, 0x00, 0x0b], [0xd0, 0x70, 0x0b], [0x23, 0x01, 0x0b])
const anyFuncType: fc.Arbitrary<FuncType> = fc.record({
  params: fc.array(anyType, { maxLength: 5 }),
  results: fc.array(anyType, { maxLength: 5 }),
})
const asBytes = (constant: readonly number[]) => Uint8Array.from(constant)

/** Well-formed modules, valid or not: every list of the syntax, any index. */
const anyModule: fc.Arbitrary<WasmModule> = fc
  .record({
    types: fc.array(anyFuncType, { maxLength: 5 }),
    functions: fc.array(
      fc.record({
        typeIndex: anyU32,
        locals: fc.array(fc.record({ count: fc.nat(1000), type: anyType }), { maxLength: 4 }),
        body: anyBytes,
      }),
      { maxLength: 4 },
    ),
    memories: fc.array(anyLimits, { maxLength: 2 }),
    tables: fc.array(
      fc.record({
        element: fc.constantFrom(valueType.funcref, valueType.externref),
        limits: anyLimits,
      }),
      { maxLength: 2 },
    ),
    globals: fc.array(
      fc.record({
        type: fc.record({ type: anyType, mutable: fc.boolean() }),
        init: anyConstant.map(asBytes),
      }),
      { maxLength: 4 },
    ),
    exports: fc.array(
      fc.record({
        name: fc.string(),
        kind: fc.constantFrom('func', 'table', 'memory', 'global'),
        index: anyU32,
      }),
      { maxLength: 4 },
    ),
    data: fc.array(anyBytes, { maxLength: 4 }),
    hasDataCount: fc.boolean(),
    customs: fc.array(fc.record({ name: fc.string(), bytes: anyBytes }), { maxLength: 3 }),
  })
  .map(({ functions, data, customs, ...parts }) => ({
    ...parts,
    imports: [],
    start: undefined,
    elements: [],
    functions: functions.map((func) => ({ ...func, bodyOffset: 0 })),
    data: data.map((bytes) => ({ mode: { kind: 'passive' }, bytes })),
    customs: customs.map((custom) => ({ ...custom, position: 0 })),
  }))

describe('encodeModule', () => {
  it('is undone by decoding, whatever the module', () => {
    fc.assert(
      fc.property(anyModule, (module) => {
        const { offsets, source, ...decoded } = decodeModule(encodeModule(module))
        const functions = decoded.functions.map((func) => ({ ...func, bodyOffset: 0 }))
        expect({ ...decoded, functions }).toEqual(module)
        expect(offsets.types).toHaveLength(module.types.length)
        expect(source).toEqual(encodeModule(decoded))
      }),
    )
  })

  it('gives the same bytes again, with custom sections in their places', () => {
    const bytes = encodeModule(richModule)
    expect(encodeModule(decodeModule(bytes))).toEqual(bytes)
    const customs = WebAssembly.Module.customSections(new WebAssembly.Module(bytes), 'last')
    expect(customs.map((buffer) => [...new Uint8Array(buffer)])).toEqual([[1, 1]])
  })
})
