import { ByteWriter } from '../wasm/byte-writer.ts'
import { encodeModule } from '../wasm/encode-module.ts'
import {
  type CustomSection,
  type DataSegment,
  type Func,
  type FuncType,
  valueType,
  type WasmModule,
} from '../wasm/module.ts'
import { opcode } from '../wasm/opcode.ts'
import { CompileYulError } from './compile-yul-error.ts'
import type { GeneratedFunction } from './function-generator.ts'
import { GeneratedFunctions } from './generated-functions.ts'
import { IMMUTABLE_BYTES, IMMUTABLES_ADDRESS, ObjectLayout, type Segment } from './object-layout.ts'
import { keccakConstants } from './runtime/keccak.ts'
import { KECCAK_CONSTANTS_ADDRESS } from './runtime/memory-map.ts'
import type { YulObject } from './yul-ast.ts'
import type { WasmInteger } from './yul-type.ts'
import { callsIn } from './yul-walk.ts'

/** Name of the custom section, first in its module, that says how long the module is: arguments may follow it. */
export const MODULE_LENGTH_SECTION = 'ewasm.length'
const MODULE_LENGTH_BYTES = 4
const PREAMBLE_BYTES = 8

/** An Ewasm module made of a Yul object. */
export interface CompiledObject {
  readonly bytes: Uint8Array
  /** Offset in `bytes` of each immutable's 32 bytes, which creation code fills in. */
  readonly immutables: ReadonlyMap<string, number>
}

/**
 * Compiles a Yul object of the EVM dialect, with the objects in it, to an Ewasm contract module.
 *
 * Objects within become custom sections in front of the code, so that their offsets do not depend on it. Code that
 * asks for its own object's size may have arguments appended: such a module begins with a section that gives its
 * length (docs/decisions/constructor-arguments.md).
 *
 * @throws CompileYulError
 */
export function compileObject(object: YulObject): CompiledObject {
  const inner = object.objects.map((child) => ({ name: child.name, ...compileObject(child) }))
  const calls = callsIn(object.code)
  const named = (builtin: string): Set<string> =>
    new Set(
      calls
        .filter(({ name }) => name === builtin)
        .map(({ args: [arg] }) => (arg as { text?: string }).text ?? ''),
    )
  const copied = new Set([...named('datasize'), ...named('dataoffset')])
  const segments = [...inner, ...object.data].filter(({ name }) => copied.has(name))
  const customs = segments.map(({ name, bytes }): CustomSection => ({ name, bytes, position: 0 }))
  const takesArguments = named('datasize').has(object.name)
  if (takesArguments) {
    customs.unshift({
      name: MODULE_LENGTH_SECTION,
      bytes: new Uint8Array(MODULE_LENGTH_BYTES),
      position: 0,
    })
  }
  const layout = new ObjectLayout({
    name: object.name,
    immutables: [...named('loadimmutable')],
    segments: placeSections(customs),
    innerImmutables: new Map(inner.flatMap(({ immutables }) => [...immutables])),
  })
  const functions = new GeneratedFunctions(object.code, layout)
  const bytes = encodeToFixpoint(functions, layout, customs)
  if (takesArguments) writeModuleLength(bytes)
  return { bytes, immutables: immutablePositions(layout, bytes) }
}

/** Where the payload of each custom section at the front of a module begins. */
function placeSections(customs: readonly CustomSection[]): Map<string, Segment> {
  const segments = new Map<string, Segment>()
  let position = PREAMBLE_BYTES
  for (const { name, bytes } of customs) {
    const header = new ByteWriter()
    header.name(name)
    const body = header.length + bytes.length
    header.u32(body) // only its length matters here
    const offset = position + 1 + header.length
    segments.set(name, { offset, size: bytes.length })
    position = offset + bytes.length
  }
  return segments
}

/** Encodes twice: the length found the first time is what the code carries the second time, in as many bytes. */
function encodeToFixpoint(
  functions: GeneratedFunctions,
  layout: ObjectLayout,
  customs: readonly CustomSection[],
): Uint8Array {
  const { length } = encodeModule(buildModule(functions, layout, customs, 0))
  const bytes = encodeModule(buildModule(functions, layout, customs, length))
  if (bytes.length !== length) {
    throw new CompileYulError(layout.name, `has ${bytes.length} bytes but its code says ${length}`)
  }
  return bytes
}

function buildModule(
  functions: GeneratedFunctions,
  layout: ObjectLayout,
  customs: readonly CustomSection[],
  moduleLength: number,
): WasmModule {
  const types = new FuncTypes()
  const imports = functions.imports.map((name) => ({
    module: 'ethereum',
    name,
    description: { kind: 'func' as const, typeIndex: types.index(functions.importType(name)) },
  }))
  const values = { functionIndex: (name: string) => functions.indexOf(name), moduleLength }
  const defined = functions.defined.map(
    (generated): Func => ({
      typeIndex: types.index(generated),
      locals: localRuns(generated.locals),
      body: generated.code.link(values),
      bodyOffset: 0,
    }),
  )
  return {
    types: types.list,
    imports,
    functions: defined,
    tables: [],
    memories: [{ min: Math.ceil((layout.memoryBase + 0x1000) / 0x10000), max: undefined }],
    globals: [],
    exports: [
      { name: 'main', kind: 'func', index: functions.indexOf('main') },
      { name: 'memory', kind: 'memory', index: 0 },
    ],
    start: undefined,
    elements: [],
    data: dataSegments(functions, layout),
    hasDataCount: false,
    customs,
  }
}

/** Constants of Keccak where it is used; the immutables last, so that they end the module. */
function dataSegments(functions: GeneratedFunctions, layout: ObjectLayout): DataSegment[] {
  const segments: DataSegment[] = []
  if (functions.uses('rt.keccak_f'))
    segments.push(segmentAt(KECCAK_CONSTANTS_ADDRESS, keccakConstants()))
  const immutableBytes = IMMUTABLE_BYTES * layout.immutables.length
  if (immutableBytes > 0)
    segments.push(segmentAt(IMMUTABLES_ADDRESS, new Uint8Array(immutableBytes)))
  return segments
}

function segmentAt(address: number, bytes: Uint8Array): DataSegment {
  const offset = new ByteWriter()
  offset.opcode(opcode['i32.const'])
  offset.s32(address)
  offset.opcode(opcode['end'])
  return { mode: { kind: 'active', index: 0, offset: offset.toBytes() }, bytes }
}

function immutablePositions(layout: ObjectLayout, { length }: Uint8Array): Map<string, number> {
  const count = layout.immutables.length
  return new Map(
    layout.immutables.map((name, index) => [name, length - IMMUTABLE_BYTES * (count - index)]),
  )
}

function writeModuleLength(bytes: Uint8Array): void {
  // Section id, section size and the name with its length come before the four bytes; all lengths are below 128.
  const offset = PREAMBLE_BYTES + 3 + MODULE_LENGTH_SECTION.length
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(offset, bytes.length, true)
}

/** The type section: every type once. */
class FuncTypes {
  readonly list: FuncType[] = []
  readonly #indices = new Map<string, number>()

  index({ params, results }: Pick<GeneratedFunction, 'params' | 'results'>): number {
    const key = `${params.join()}>${results.join()}`
    const known = this.#indices.get(key)
    if (known !== undefined) return known
    this.#indices.set(key, this.list.length)
    const types = (names: readonly WasmInteger[]) => names.map((name) => valueType[name])
    return this.list.push({ params: types(params), results: types(results) }) - 1
  }
}

function localRuns(locals: readonly WasmInteger[]): { count: number; type: 0x7f | 0x7e }[] {
  const runs: { count: number; type: 0x7f | 0x7e }[] = []
  for (const local of locals) {
    const last = runs[runs.length - 1]
    if (last?.type === valueType[local]) last.count++
    else runs.push({ count: 1, type: valueType[local] })
  }
  return runs
}
