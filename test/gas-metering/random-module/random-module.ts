import { CodeWriter } from '../../../src/gas-metering/code-writer.ts'
import {
  type Export,
  type Func,
  type FuncType,
  type Import,
  valueType,
  type WasmModule,
} from '../../../src/wasm/module.ts'
import { Entropy } from './entropy.ts'
import { expression } from './expression.ts'
import { declaredLocals, functionBuilder, type Surroundings } from './function-builder.ts'
import { statements } from './statement.ts'

const { i32, i64 } = valueType

const types: readonly FuncType[] = [
  { params: [i32], results: [] }, // host.note
  { params: [], results: [i64] }, // host.gas
  { params: [i32], results: [i32] }, // host.take, main
  { params: [], results: [] },
  { params: [i32, i64], results: [i64] },
  { params: [i32], results: [i32, i64] },
]

const imports: readonly Import[] = ['note', 'gas', 'take'].map((name, typeIndex) => {
  return { module: 'host', name, description: { kind: 'func', typeIndex } }
})

const MAIN_TYPE = 2
const GLOBALS = [i32, i64, i32] as const

/**
 * A valid module of the integer subset from bytes: `main: (i32) -> i32`, up to three further functions, some of them without
 * branches, a table of some of them, memory of one to three pages, and host functions that note a value, read the gas and take gas.
 */
export function randomModule(bytes: Uint8Array): WasmModule {
  const entropy = new Entropy(bytes)
  const functionTypes = [0, 1, 2, MAIN_TYPE]
  for (let count = entropy.below(4); count > 0; count--) functionTypes.push(2 + entropy.below(4))
  const indices = functionTypes.map((_, index) => index)
  const elements = indices.filter(() => entropy.oneIn(2))
  const surroundings: Surroundings = {
    types,
    functionTypes,
    importCount: imports.length,
    globals: GLOBALS,
    tableSize: elements.length,
  }
  const functions = functionTypes
    .slice(imports.length)
    .map((typeIndex) => randomFunction(entropy, surroundings, typeIndex))
  return {
    types,
    imports,
    functions,
    tables: [{ element: valueType.funcref, limits: { min: elements.length + 1, max: undefined } }],
    memories: [{ min: 1, max: 3 }],
    globals: GLOBALS.map((type) => ({ type: { type, mutable: true }, init: zero(type) })),
    exports: exportsOf(entropy),
    start: undefined,
    elements: [
      {
        type: valueType.funcref,
        mode: { kind: 'active', index: 0, offset: zero(i32) },
        items: { kind: 'functions', indices: elements },
      },
    ],
    data: [{ mode: { kind: 'active', index: 0, offset: zero(i32) }, bytes: bytes.slice(0, 64) }],
    hasDataCount: false,
    customs: [],
  }
}

/** An exported table makes its functions reachable from outside: both treatments of references are to be tested. */
function exportsOf(entropy: Entropy): readonly Export[] {
  const exports: Export[] = [
    { name: 'main', kind: 'func', index: imports.length },
    { name: 'memory', kind: 'memory', index: 0 },
    ...GLOBALS.map((_, index): Export => ({ name: `g${index}`, kind: 'global', index })),
  ]
  if (entropy.oneIn(4)) exports.push({ name: 'table', kind: 'table', index: 0 })
  return exports
}

function randomFunction(entropy: Entropy, surroundings: Surroundings, typeIndex: number): Func {
  const type = surroundings.types[typeIndex] as FuncType
  const builder = functionBuilder(entropy, surroundings, type)
  statements(builder, 1 + entropy.below(8), entropy.oneIn(3) ? 0 : 3)
  for (const result of type.results) expression(builder, result, 2)
  builder.code.end()
  return {
    typeIndex,
    locals: declaredLocals.map((local) => ({ count: 1, type: local })),
    body: builder.code.take(),
    bodyOffset: 0,
  }
}

function zero(type: number): Uint8Array {
  const code = new CodeWriter()
  if (type === i32) code.i32Const(0)
  else code.i64Const(0)
  return code.end().take()
}
