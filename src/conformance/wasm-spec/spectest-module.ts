import { ByteWriter } from '../../wasm/byte-writer.ts'
import { encodeModule } from '../../wasm/encode-module.ts'
import {
  type Export,
  type FuncType,
  type Global,
  type ValueType,
  valueType,
} from '../../wasm/module.ts'
import { opcode } from '../../wasm/opcode.ts'

const { i32, i64, f32, f64, funcref } = valueType

const functions: readonly { readonly name: string; readonly params: readonly ValueType[] }[] = [
  { name: 'print', params: [] },
  { name: 'print_i32', params: [i32] },
  { name: 'print_i64', params: [i64] },
  { name: 'print_f32', params: [f32] },
  { name: 'print_f64', params: [f64] },
  { name: 'print_i32_f32', params: [i32, f32] },
  { name: 'print_f64_f64', params: [f64, f64] },
]

const globals: readonly { readonly name: string; readonly definition: Global }[] = [
  { name: 'global_i32', definition: constant(i32, 'i32.const', (writer) => writer.s32(666)) },
  { name: 'global_i64', definition: constant(i64, 'i64.const', (writer) => writer.s64(666n)) },
  { name: 'global_f32', definition: constant(f32, 'f32.const', (writer) => writer.f32(666.6)) },
  { name: 'global_f64', definition: constant(f64, 'f64.const', (writer) => writer.f64(666.6)) },
]

/**
 * The module `spectest` that scripts import from. It is a Wasm module and not an object of JavaScript functions: those
 * would link to any type.
 *
 * @see https://github.com/WebAssembly/spec/tree/main/interpreter#spectest-host-module
 */
export function spectestModule(): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params }): FuncType => ({ params, results: [] }))
  const exported: Export[] = [
    ...functions.map(({ name }, index): Export => ({ name, kind: 'func', index })),
    ...globals.map(({ name }, index): Export => ({ name, kind: 'global', index })),
    { name: 'table', kind: 'table', index: 0 },
    { name: 'memory', kind: 'memory', index: 0 },
  ]
  return encodeModule({
    types,
    imports: [],
    functions: types.map((_, typeIndex) => ({
      typeIndex,
      locals: [],
      body: Uint8Array.of(opcode.end),
      bodyOffset: 0,
    })),
    tables: [{ element: funcref, limits: { min: 10, max: 20 } }],
    memories: [{ min: 1, max: 2 }],
    globals: globals.map(({ definition }) => definition),
    exports: exported,
    start: undefined,
    elements: [],
    data: [],
    hasDataCount: false,
    customs: [],
  })
}

function constant(
  type: ValueType,
  instruction: 'i32.const' | 'i64.const' | 'f32.const' | 'f64.const',
  write: (writer: ByteWriter) => void,
): Global {
  const writer = new ByteWriter()
  writer.opcode(opcode[instruction])
  write(writer)
  writer.opcode(opcode.end)
  return { type: { type, mutable: false }, init: writer.toBytes() }
}
