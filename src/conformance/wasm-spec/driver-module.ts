import { ByteWriter } from '../../wasm/byte-writer.ts'
import { encodeModule } from '../../wasm/encode-module.ts'
import {
  type FuncType,
  type GlobalType,
  type Import,
  type ValueType,
  valueType,
  type WasmModule,
} from '../../wasm/module.ts'
import { opcode } from '../../wasm/opcode.ts'
import { SLOT_BYTES } from './spec-value.ts'

/** Where a driver reads its arguments and writes the results: one slot each. */
export const ARGUMENTS_OFFSET = 0
export const RESULTS_OFFSET = 16_384

const MEMORY_IMPORT: Import = {
  module: 'driver',
  name: 'memory',
  description: { kind: 'memory', limits: { min: 1, max: undefined } },
}

interface Access {
  readonly load: number
  readonly store: number
}

const accesses: ReadonlyMap<ValueType, Access> = new Map([
  [valueType.i32, { load: opcode['i32.load'], store: opcode['i32.store'] }],
  [valueType.i64, { load: opcode['i64.load'], store: opcode['i64.store'] }],
  [valueType.f32, { load: opcode['f32.load'], store: opcode['f32.store'] }],
  [valueType.f64, { load: opcode['f64.load'], store: opcode['f64.store'] }],
  [valueType.v128, { load: opcode['v128.load'], store: opcode['v128.store'] }],
])

/**
 * A module that calls an imported function of type `type`: numbers and vectors come from and go to memory, references
 * are its own parameters and results. The JavaScript interface would change NaN bits, and it cannot carry vectors.
 */
export function functionDriver(type: FuncType): Uint8Array<ArrayBuffer> {
  const code = new ByteWriter()
  let reference = 0
  for (const [index, param] of type.params.entries()) {
    if (accesses.has(param)) load(code, param, ARGUMENTS_OFFSET + index * SLOT_BYTES)
    else local(code, 'local.get', reference++)
  }
  code.opcode(opcode.call)
  code.u32(0)
  const firstResult = reference
  for (let index = type.results.length - 1; index >= 0; index--) {
    local(code, 'local.set', firstResult + index)
  }
  for (const [index, result] of type.results.entries()) {
    if (!accesses.has(result)) continue
    const offset = RESULTS_OFFSET + index * SLOT_BYTES
    store(code, result, offset, () => local(code, 'local.get', firstResult + index))
  }
  for (const [index, result] of type.results.entries()) {
    if (!accesses.has(result)) local(code, 'local.get', firstResult + index)
  }
  code.opcode(opcode.end)
  const run: FuncType = {
    params: type.params.filter((param) => !accesses.has(param)),
    results: type.results.filter((result) => !accesses.has(result)),
  }
  const target: Import = {
    module: 'driver',
    name: 'target',
    description: { kind: 'func', typeIndex: 1 },
  }
  return driver([run, type], [target, MEMORY_IMPORT], code, type.results, 1)
}

/** A module that reads an imported global: into the first result's slot, or as the result for a reference. */
export function globalDriver(type: GlobalType): Uint8Array<ArrayBuffer> {
  const code = new ByteWriter()
  const read = () => {
    code.opcode(opcode['global.get'])
    code.u32(0)
  }
  const isReference = !accesses.has(type.type)
  if (isReference) read()
  else store(code, type.type, RESULTS_OFFSET, read)
  code.opcode(opcode.end)
  const run: FuncType = { params: [], results: isReference ? [type.type] : [] }
  const target: Import = {
    module: 'driver',
    name: 'target',
    description: { kind: 'global', type },
  }
  return driver([run], [target, MEMORY_IMPORT], code, [], 0)
}

function driver(
  types: readonly FuncType[],
  imports: readonly Import[],
  code: ByteWriter,
  locals: readonly ValueType[],
  importedFunctions: number,
): Uint8Array<ArrayBuffer> {
  const module: WasmModule = {
    types,
    imports,
    functions: [
      {
        typeIndex: 0,
        locals: locals.map((type) => ({ count: 1, type })),
        body: code.toBytes(),
        bodyOffset: 0,
      },
    ],
    tables: [],
    memories: [],
    globals: [],
    exports: [{ name: 'run', kind: 'func', index: importedFunctions }],
    start: undefined,
    elements: [],
    data: [],
    hasDataCount: false,
    customs: [],
  }
  return encodeModule(module)
}

function local(code: ByteWriter, name: 'local.get' | 'local.set', index: number): void {
  code.opcode(opcode[name])
  code.u32(index)
}

function load(code: ByteWriter, type: ValueType, offset: number): void {
  code.opcode(opcode['i32.const'])
  code.s32(offset)
  access(code, accesses.get(type)?.load)
}

function store(code: ByteWriter, type: ValueType, offset: number, value: () => void): void {
  code.opcode(opcode['i32.const'])
  code.s32(offset)
  value()
  access(code, accesses.get(type)?.store)
}

function access(code: ByteWriter, instruction: number | undefined): void {
  code.opcode(instruction ?? opcode.unreachable)
  code.u32(0)
  code.u32(0)
}
