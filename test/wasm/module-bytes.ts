import { ByteWriter } from '../../src/wasm/byte-writer.ts'
import { encodeModule } from '../../src/wasm/encode-module.ts'
import { type Func, type FuncType, valueType, type WasmModule } from '../../src/wasm/module.ts'

const { i32 } = valueType

/** A module with nothing in it. */
export const emptyModule: WasmModule = {
  types: [],
  imports: [],
  functions: [],
  tables: [],
  memories: [],
  globals: [],
  exports: [],
  start: undefined,
  elements: [],
  data: [],
  hasDataCount: false,
  customs: [],
}

/** A body from what `write` writes; the final `end` is added. */
export function body(write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter()
  write(writer)
  writer.byte(0x0b)
  return writer.toBytes()
}

export function func(code: Uint8Array, parts: Partial<Func> = {}): Func {
  return { typeIndex: 0, locals: [], body: code, bodyOffset: 0, ...parts }
}

/** A module of functions of one type, by default `[] -> []`, encoded. */
export function moduleBytes(
  functions: readonly Func[],
  parts: Partial<WasmModule> = {},
): Uint8Array<ArrayBuffer> {
  const types: readonly FuncType[] = [{ params: [], results: [] }]
  return encodeModule({ ...emptyModule, types, functions, ...parts })
}

/** The bytes of a section with its identifier and length. */
export function section(id: number, content: readonly number[]): number[] {
  const writer = new ByteWriter()
  writer.byte(id)
  writer.sized(Uint8Array.from(content))
  return [...writer.toBytes()]
}

export const PREAMBLE: readonly number[] = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]

/** A module with one of each thing: import kinds, a table, segments of several forms, globals, customs. */
export const richModule: WasmModule = {
  ...emptyModule,
  types: [
    { params: [], results: [] },
    { params: [i32, valueType.i64], results: [i32] },
    { params: [i32], results: [i32, i32] },
  ],
  imports: [
    { module: 'env', name: 'f', description: { kind: 'func', typeIndex: 1 } },
    {
      module: 'env',
      name: 'g',
      description: { kind: 'global', type: { type: i32, mutable: false } },
    },
  ],
  functions: [
    func(Uint8Array.of(0x0b)),
    func(Uint8Array.of(0x20, 0x00, 0x20, 0x00, 0x0b), {
      typeIndex: 2,
      locals: [{ count: 3, type: valueType.i64 }],
    }),
  ],
  tables: [
    { element: valueType.funcref, limits: { min: 10, max: 20 } },
    { element: valueType.externref, limits: { min: 1, max: undefined } },
  ],
  memories: [{ min: 1, max: 300 }],
  globals: [
    { type: { type: i32, mutable: true }, init: Uint8Array.of(0x41, 0x2a, 0x0b) },
    { type: { type: valueType.funcref, mutable: false }, init: Uint8Array.of(0xd2, 0x01, 0x0b) },
  ],
  exports: [
    { name: 'main', kind: 'func', index: 1 },
    { name: 'memory', kind: 'memory', index: 0 },
    { name: 'naïve ✓', kind: 'global', index: 1 },
  ],
  start: 1,
  elements: [
    {
      type: valueType.funcref,
      mode: { kind: 'active', index: 0, offset: Uint8Array.of(0x41, 0x00, 0x0b) },
      items: { kind: 'functions', indices: [1, 2, 0] },
    },
    {
      type: valueType.externref,
      mode: { kind: 'active', index: 1, offset: Uint8Array.of(0x41, 0x00, 0x0b) },
      items: { kind: 'expressions', expressions: [Uint8Array.of(0xd0, 0x6f, 0x0b)] },
    },
    {
      type: valueType.funcref,
      mode: { kind: 'declarative' },
      items: { kind: 'functions', indices: [2] },
    },
    {
      type: valueType.funcref,
      mode: { kind: 'passive' },
      items: { kind: 'expressions', expressions: [Uint8Array.of(0xd2, 0x00, 0x0b)] },
    },
  ],
  data: [
    {
      mode: { kind: 'active', index: 0, offset: Uint8Array.of(0x41, 0x08, 0x0b) },
      bytes: Uint8Array.of(1, 2, 3),
    },
    { mode: { kind: 'passive' }, bytes: new Uint8Array(200).fill(7) },
  ],
  hasDataCount: true,
  customs: [
    { name: 'first', bytes: Uint8Array.of(9), position: 0 },
    { name: 'middle', bytes: Uint8Array.of(), position: 3 },
    { name: 'last', bytes: Uint8Array.of(1, 1), position: 11 },
  ],
}
