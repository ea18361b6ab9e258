import { ByteWriter } from '../../wasm/byte-writer.ts'
import { encodeFuncType, encodeLimits, encodeTableType } from '../../wasm/encode-type.ts'
import { valueType } from '../../wasm/module.ts'
import { opcode } from '../../wasm/opcode.ts'
import { sectionId } from '../../wasm/section.ts'
import type { Environment } from './environment.ts'
import type { CallPlace, ModuleContext } from './module-context.ts'

const PREAMBLE = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00)
const FUNCTION = 0x00
const MEMORY = 0x02

/** A function of the module, exported if it has a name. */
export interface ModuleFunction {
  readonly typeIndex: number
  readonly name?: string
}

/** The parts of a module. */
export interface ModuleParts {
  readonly context: ModuleContext
  readonly environment: Environment
  readonly functions: readonly ModuleFunction[]
  /** Indexes of functions. */
  readonly table: readonly number[]
}

/**
 * Writes a module section by section.
 *
 * @see https://webassembly.github.io/spec/core/binary/modules.html
 */
export function writeModule(parts: ModuleParts): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter(4096)
  const content = new ByteWriter(4096)
  const section = (id: number, write: (content: ByteWriter) => void): void => {
    content.reset()
    write(content)
    out.byte(id)
    out.sized(content.view())
  }
  out.bytes(PREAMBLE)
  section(sectionId.type, (writer) => writeTypes(writer, parts))
  section(sectionId.import, (writer) => writeImports(writer, parts))
  section(sectionId.function, (writer) => writeFunctions(writer, parts))
  if (parts.table.length > 0) section(sectionId.table, (writer) => writeTable(writer, parts))
  section(sectionId.export, (writer) => writeExports(writer, parts))
  if (parts.table.length > 0) section(sectionId.element, (writer) => writeElements(writer, parts))
  section(sectionId.code, (writer) => writeCode(writer, parts))
  return out.toBytes()
}

function writeTypes(writer: ByteWriter, { context }: ModuleParts): void {
  writer.u32(context.types.length)
  for (const type of context.types) encodeFuncType(writer, type)
}

function writeImports(writer: ByteWriter, { context, environment }: ModuleParts): void {
  writer.u32(context.imports.length + 1)
  writer.name(environment.memory.module)
  writer.name(environment.memory.name)
  writer.byte(MEMORY)
  encodeLimits(writer, { min: 1, max: undefined })
  for (const { imported, typeIndex } of context.imports) {
    writer.name(imported.module)
    writer.name(imported.name)
    writer.byte(FUNCTION)
    writer.u32(typeIndex)
  }
}

function writeFunctions(writer: ByteWriter, { functions }: ModuleParts): void {
  writer.u32(functions.length)
  for (const { typeIndex } of functions) writer.u32(typeIndex)
}

function writeTable(writer: ByteWriter, { table }: ModuleParts): void {
  writer.u32(1)
  const limits = { min: table.length, max: table.length }
  encodeTableType(writer, { element: valueType.funcref, limits })
}

function writeExports(writer: ByteWriter, { context, functions }: ModuleParts): void {
  const exported = functions.filter(({ name }) => name !== undefined)
  writer.u32(exported.length)
  for (const [index, { name }] of functions.entries()) {
    if (name === undefined) continue
    writer.name(name)
    writer.byte(FUNCTION)
    writer.u32(context.imports.length + index)
  }
}

function writeElements(writer: ByteWriter, { context, table }: ModuleParts): void {
  writer.u32(1)
  writer.u32(0) // active, of table 0, function indexes
  writer.opcode(opcode['i32.const'])
  writer.s32(0)
  writer.opcode(opcode['end'])
  writer.u32(table.length)
  for (const index of table) writer.u32(context.imports.length + index)
}

function writeCode(writer: ByteWriter, { context, functions }: ModuleParts): void {
  const code = context.code.view()
  for (const call of context.calls) patchCall(code, call, context.imports.length)
  writer.u32(functions.length)
  writer.bytes(code)
}

/** The index of a function behind the imports, in five bytes: LEB128 may be padded. */
function patchCall(bytes: Uint8Array, { offset, callee }: CallPlace, imports: number): void {
  let rest = imports + callee
  for (let at = 0; at < 4; at++) {
    bytes[offset + at] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes[offset + 4] = rest
}
