import { ByteWriter } from '../wasm/byte-writer.ts'
import { encodeModule } from '../wasm/encode-module.ts'
import {
  MODULE_LENGTH_BYTES,
  MODULE_LENGTH_OFFSET,
  MODULE_LENGTH_SECTION,
} from '../wasm/init-code.ts'
import type { CustomSection } from '../wasm/module.ts'
import { buildModule } from './build-module.ts'
import { CompileYulError } from './compile-yul-error.ts'
import { evmDialect } from './evm-dialect.ts'
import { GeneratedFunctions } from './generated-functions.ts'
import { IMMUTABLE_BYTES, ObjectLayout, type Segment } from './object-layout.ts'
import type { FunctionDefinition, YulObject } from './yul-ast.ts'
import { callsIn, functionsIn } from './yul-walk.ts'

/** Name of the custom sections that hold objects and data; solc's own names would depend on the other sources. */
const SEGMENT_SECTION = 'yul.object'
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
  const takesArguments = named('datasize').has(object.name)
  const customs = [
    ...(takesArguments
      ? [section(MODULE_LENGTH_SECTION, new Uint8Array(MODULE_LENGTH_BYTES))]
      : []),
    ...segments.map(({ bytes }) => section(SEGMENT_SECTION, bytes)),
  ]
  const places = placeSections(customs).slice(takesArguments ? 1 : 0)
  const layout = new ObjectLayout({
    name: object.name,
    immutables: [...named('loadimmutable')],
    segments: new Map(segments.map(({ name }, index) => [name, places[index] as Segment])),
    innerImmutables: new Map(inner.flatMap(({ immutables }) => [...immutables])),
  })
  const functions = new GeneratedFunctions(functionsOf(object), evmDialect(layout), layout)
  const bytes = encodeToFixpoint(functions, layout, customs)
  if (takesArguments) writeModuleLength(bytes)
  return { bytes, immutables: immutablePositions(layout, bytes) }
}

/** The object's functions, and its code as the function `main`. */
function functionsOf({ code }: YulObject): FunctionDefinition[] {
  return [
    { kind: 'function', name: 'main', params: [], results: [], body: code },
    ...functionsIn(code),
  ]
}

function section(name: string, bytes: Uint8Array): CustomSection {
  return { name, bytes, position: 0 }
}

/** Where the payload of each custom section at the front of a module lies. */
function placeSections(customs: readonly CustomSection[]): Segment[] {
  let position = PREAMBLE_BYTES
  return customs.map(({ name, bytes }) => {
    const header = new ByteWriter()
    header.name(name)
    header.u32(header.length + bytes.length) // stands before the name; only its length matters here
    const offset = position + 1 + header.length
    position = offset + bytes.length
    return { offset, size: bytes.length }
  })
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

function immutablePositions(layout: ObjectLayout, { length }: Uint8Array): Map<string, number> {
  const count = layout.immutables.length
  return new Map(
    layout.immutables.map((name, index) => [name, length - IMMUTABLE_BYTES * (count - index)]),
  )
}

function writeModuleLength(bytes: Uint8Array): void {
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(MODULE_LENGTH_OFFSET, bytes.length, true)
}
