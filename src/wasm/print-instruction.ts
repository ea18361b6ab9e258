import { ByteReader } from './byte-reader.ts'
import { immediateKind } from './instruction-row.ts'
import { blockType, type InstructionTable } from './instruction-table.ts'
import { valueType } from './module.ts'
import { instructionName } from './opcode.ts'
import { alignmentLimits, immediateKinds } from './opcode-tables.ts'
import { valueTypeName } from './value-type-name.ts'

const VECTOR_BYTES = 16
const QUIET_NAN_32 = 0x400000
const QUIET_NAN_64 = 0x8000000000000n

/** How indices are printed: by name where there is one. */
export interface IndexNames {
  readonly func: (index: number) => string
  readonly local: (index: number) => string
}

/** The instruction at `row` in the text format, unfolded and on one line. */
export function printInstruction(table: InstructionTable, row: number, names: IndexNames): string {
  const code = table.opcode[row] as number
  const name = (instructionName(code) ?? '').replace(' t', '')
  const immediates = printImmediates(table, row, names)
  return immediates === '' ? name : `${name} ${immediates}`
}

function printImmediates(table: InstructionTable, row: number, names: IndexNames): string {
  const first = table.immediate[row] as number
  const second = table.immediate2[row] as number
  const index = first >>> 0
  switch (immediateKinds[table.opcode[row] as number]) {
    case immediateKind.i32:
    case immediateKind.lane:
      return String(first)
    case immediateKind.label:
    case immediateKind.global:
    case immediateKind.table:
    case immediateKind.element:
    case immediateKind.data:
    case immediateKind.dataAndMemory:
      return String(index)
    case immediateKind.local:
      return names.local(index)
    case immediateKind.function:
      return names.func(index)
    case immediateKind.blockType:
      return printBlockType(first)
    case immediateKind.labels:
      return table.labels.subarray(first, first + second).join(' ')
    case immediateKind.typeAndTable:
      return `${second === 0 ? '' : `${second} `}(type ${index})`
    case immediateKind.tables:
      return `${index} ${second >>> 0}`
    case immediateKind.elementAndTable: // the text format has the table first
      return `${second >>> 0} ${index}`
    case immediateKind.types:
      return `(result ${valueTypeName(second)})`
    case immediateKind.refType:
      return first === valueType.funcref ? 'func' : 'extern'
    default:
      return printBytes(table, row)
  }
}

function printBlockType(type: number): string {
  if (type === blockType.empty) return ''
  return type < 0 ? `(result ${valueTypeName(type + 0x80)})` : `(type ${type})`
}

/** Memory accesses, and what the table leaves in the body. */
function printBytes(
  { body, offset, opcode, immediate, immediate2 }: InstructionTable,
  row: number,
) {
  const code = opcode[row] as number
  const end = offset[row + 1] as number
  const view = new DataView(body.buffer, body.byteOffset, body.length)
  switch (immediateKinds[code]) {
    case immediateKind.memoryAccess:
      return printAccess(code, immediate[row] as number, (immediate2[row] as number) >>> 0)
    case immediateKind.memoryLane: {
      const access = printAccess(code, immediate[row] as number, (immediate2[row] as number) >>> 0)
      return `${access} ${body[end - 1]}`.trim()
    }
    case immediateKind.i64:
      return String(new ByteReader(body, (offset[row] as number) + 1).s64())
    case immediateKind.f32:
      return printF32(view, end - 4)
    case immediateKind.f64:
      return printF64(view, end - 8)
    case immediateKind.lanes:
      return body.subarray(end - VECTOR_BYTES, end).join(' ')
    case immediateKind.v128: {
      const lanes = [16, 12, 8, 4].map((back) => view.getUint32(end - back, true))
      return `i32x4 ${lanes.map((lane) => `0x${lane.toString(16).padStart(8, '0')}`).join(' ')}`
    }
    default:
      return ''
  }
}

/** Offset and alignment where they are not what the text format takes for granted. */
function printAccess(code: number, alignment: number, offset: number): string {
  const parts: string[] = []
  if (offset !== 0) parts.push(`offset=${offset}`)
  if (alignment !== alignmentLimits[code]) parts.push(`align=${2 ** alignment}`)
  return parts.join(' ')
}

function printF32(view: DataView, at: number): string {
  const value = view.getFloat32(at, true)
  if (!Number.isNaN(value)) return printFloat(value)
  const bits = view.getUint32(at, true)
  return printNan(bits >>> 31 === 1 ? '-' : '', BigInt(bits & 0x7fffff), BigInt(QUIET_NAN_32))
}

function printF64(view: DataView, at: number): string {
  const value = view.getFloat64(at, true)
  if (!Number.isNaN(value)) return printFloat(value)
  const bits = view.getBigUint64(at, true)
  return printNan(bits >> 63n === 1n ? '-' : '', BigInt.asUintN(52, bits), QUIET_NAN_64)
}

/** The shortest decimal that reads back as the same double, which holds every f32 exactly. */
function printFloat(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value)
  return value > 0 ? 'inf' : '-inf'
}

function printNan(sign: string, payload: bigint, canonical: bigint): string {
  return payload === canonical ? `${sign}nan` : `${sign}nan:0x${payload.toString(16)}`
}
