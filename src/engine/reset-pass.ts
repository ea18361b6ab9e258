import { ByteWriter } from '../wasm/byte-writer.ts'
import { decodeInstructions } from '../wasm/decode-instructions.ts'
import { InstructionBuffer } from '../wasm/instruction-buffer.ts'
import { type DataSegment, valueType, type WasmModule } from '../wasm/module.ts'
import { opcode } from '../wasm/opcode.ts'

/**
 * The export that `addReset` adds: `(bytesToClear: i32) -> ()`. No contract profile allows the name.
 *
 * It clears so much of the memory, then writes the data segments and the globals. A new instance is clear: clearing it
 * would only make the system give it pages that it may never need.
 */
export const resetExport = 'gantry:reset'

/**
 * Memory size up to which clearing is clearly cheaper than a new instance, in pages of 64 KiB. Clearing takes 2.5 µs a
 * page; a new instance 26 µs and, for the zero pages and their collection, about 5 µs a page (bench/instances.ts).
 */
const MAX_RESET_PAGES = 32

/** Instructions whose effect no reset undoes: they change a table, or give up a segment for good. */
const irreversible: ReadonlySet<number> = new Set([
  opcode['table.set'],
  opcode['table.init'],
  opcode['table.copy'],
  opcode['table.grow'],
  opcode['table.fill'],
  opcode['elem.drop'],
  opcode['data.drop'],
  opcode['memory.init'], // of an active segment it traps; the pass makes those passive
])

/**
 * Adds the export `resetExport` to a metered module, where an instance can be used again: it clears the memory, writes
 * the data segments and sets the mutable globals to their first values. Data segments become passive, so a new
 * instance needs a first reset too.
 *
 * Gives the module back as it is when a reset would be dearer than a new instance or could not undo everything. A
 * memory that grew does not shrink: whoever keeps instances has to look at that.
 */
export function addReset(module: WasmModule): WasmModule {
  if (!canReset(module)) return module
  const importedFunctions = module.imports.filter(({ description }) => description.kind === 'func')
  return {
    ...module,
    types: [...module.types, { params: [valueType.i32], results: [] }],
    functions: [
      ...module.functions,
      { typeIndex: module.types.length, locals: [], body: resetBody(module), bodyOffset: 0 },
    ],
    exports: [
      ...module.exports,
      {
        name: resetExport,
        kind: 'func',
        index: importedFunctions.length + module.functions.length,
      },
    ],
    data: module.data.map((segment): DataSegment => ({ ...segment, mode: { kind: 'passive' } })),
    hasDataCount: true,
  }
}

function canReset(module: WasmModule): boolean {
  const memory = module.memories[0]
  if (memory === undefined || memory.min > MAX_RESET_PAGES || module.start !== undefined) {
    return false
  }
  if (module.imports.some(({ description }) => description.kind !== 'func')) return false
  // Without a table and a data count section the module cannot hold any of the instructions.
  if (module.tables.length === 0 && !module.hasDataCount) return true
  const buffer = new InstructionBuffer()
  return !module.functions.some(({ body }) => holdsIrreversible(body, buffer))
}

function holdsIrreversible(body: Uint8Array, buffer: InstructionBuffer): boolean {
  const table = decodeInstructions(body, 0, buffer)
  for (let row = 0; row < table.length; row++) {
    if (irreversible.has(table.opcode[row] as number)) return true
  }
  return false
}

function resetBody(module: WasmModule): Uint8Array {
  const body = new ByteWriter(64)
  clearMemory(body)
  module.data.forEach((segment, index) => {
    if (segment.mode.kind === 'active') initializeSegment(body, segment.mode.offset, segment, index)
  })
  module.globals.forEach(({ type, init }, index) => {
    if (!type.mutable) return
    withoutEnd(body, init)
    body.opcode(opcode['global.set'])
    body.u32(index)
  })
  body.opcode(opcode['end'])
  return body.toBytes()
}

/** memory.fill(0, 0, bytesToClear) */
function clearMemory(body: ByteWriter): void {
  constant(body, 0)
  constant(body, 0)
  body.opcode(opcode['local.get'])
  body.u32(0)
  body.opcode(opcode['memory.fill'])
  body.byte(0)
}

/** memory.init segment(offset, 0, length) */
function initializeSegment(
  body: ByteWriter,
  offset: Uint8Array,
  segment: DataSegment,
  index: number,
): void {
  withoutEnd(body, offset)
  constant(body, 0)
  constant(body, segment.bytes.length)
  body.opcode(opcode['memory.init'])
  body.u32(index)
  body.byte(0)
}

function constant(body: ByteWriter, value: number): void {
  body.opcode(opcode['i32.const'])
  body.s32(value)
}

function withoutEnd(body: ByteWriter, expression: Uint8Array): void {
  body.span(expression, 0, expression.length - 1)
}
