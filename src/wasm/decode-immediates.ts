import type { ByteReader } from './byte-reader.ts'
import { readRefType, readValueType } from './decode-type.ts'
import type { InstructionBuffer } from './instruction-buffer.ts'
import { immediateKind } from './instruction-row.ts'
import { blockType } from './instruction-table.ts'
import { valueType } from './module.ts'
import { immediateKinds } from './opcode-tables.ts'

const VECTOR_BYTES = 16
const NO_IMMEDIATE = immediateKind.none
const LAST_SINGLE_INDEX = immediateKind.data
const LAST_DOUBLE_INDEX = immediateKind.elementAndTable

/** The byte of each value type, read as the s33 of a block type. */
const valueBlockTypes = new Set<number>(Object.values(valueType).map((code) => code - 0x80))

/**
 * Reads the immediates of the instruction `code` into row `row` as `InstructionTable` describes them.
 * @throws MalformedModuleError
 */
export function readImmediates(
  reader: ByteReader,
  buffer: InstructionBuffer,
  row: number,
  code: number,
): void {
  const kind = immediateKinds[code] as number
  if (kind === NO_IMMEDIATE) return
  if (kind <= LAST_DOUBLE_INDEX) {
    buffer.immediate[row] = reader.u32()
    if (kind > LAST_SINGLE_INDEX) buffer.immediate2[row] = reader.u32()
    return
  }
  switch (kind) {
    case immediateKind.i32:
      buffer.immediate[row] = reader.s32()
      return
    case immediateKind.blockType:
      buffer.immediate[row] = readBlockType(reader)
      return
    case immediateKind.i64:
      reader.skipS64()
      return
    case immediateKind.labels:
      readLabels(reader, buffer, row)
      return
    default:
      readRareImmediates(reader, buffer, row, kind)
  }
}

function readRareImmediates(
  reader: ByteReader,
  buffer: InstructionBuffer,
  row: number,
  kind: number | undefined,
): void {
  switch (kind) {
    case immediateKind.memory:
      readZeroByte(reader)
      return
    case immediateKind.memories:
      readZeroByte(reader)
      readZeroByte(reader)
      return
    case immediateKind.dataAndMemory:
      buffer.immediate[row] = reader.u32()
      readZeroByte(reader)
      return
    case immediateKind.f32:
      reader.skip(4)
      return
    case immediateKind.f64:
      reader.skip(8)
      return
    case immediateKind.v128:
    case immediateKind.lanes:
      reader.skip(VECTOR_BYTES)
      return
    case immediateKind.lane:
      buffer.immediate[row] = reader.byte()
      return
    case immediateKind.memoryLane:
      buffer.immediate[row] = reader.u32()
      buffer.immediate2[row] = reader.u32()
      reader.skip(1)
      return
    case immediateKind.refType:
      buffer.immediate[row] = readRefType(reader)
      return
    case immediateKind.types:
      readTypes(reader, buffer, row)
      return
    default:
      reader.fail('illegal opcode')
  }
}

function readZeroByte(reader: ByteReader): void {
  if (reader.byte() !== 0) reader.fail('zero byte expected', reader.position - 1)
}

function readBlockType(reader: ByteReader): number {
  const start = reader.position
  const type = reader.s33()
  if (type >= 0) {
    // Type indices above the largest int32 do not exist, and the row could not hold them.
    if (type > 0x7fff_ffff) reader.fail('type index too large', start)
    return type
  }
  if (type !== blockType.empty && !valueBlockTypes.has(type)) {
    reader.fail('malformed block type', start)
  }
  // A value type is one byte: a longer form of the same number is a type of neither kind.
  if (reader.position - start !== 1) reader.fail('malformed block type', start)
  return type
}

/** Targets go to `labels`: a br_table of a million targets is a million appended numbers. */
function readLabels(reader: ByteReader, buffer: InstructionBuffer, row: number): void {
  const count = reader.count()
  buffer.immediate[row] = buffer.labelCount
  buffer.immediate2[row] = count + 1
  for (let index = 0; index <= count; index++) buffer.addLabel(reader.u32())
}

/** The number of types, then the first of them: validation demands exactly one. */
function readTypes(reader: ByteReader, buffer: InstructionBuffer, row: number): void {
  const count = reader.count()
  buffer.immediate[row] = count
  for (let index = 0; index < count; index++) {
    const type = readValueType(reader)
    if (index === 0) buffer.immediate2[row] = type
  }
}
