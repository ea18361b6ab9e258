import type { ByteReader } from './byte-reader.ts'
import { decodeExpression } from './decode-instructions.ts'
import { readRefType } from './decode-type.ts'
import type { InstructionBuffer } from './instruction-buffer.ts'
import {
  type ConstantExpression,
  type DataSegment,
  type ElementSegment,
  type SegmentMode,
  valueType,
} from './module.ts'
import { readVector } from './read-vector.ts'

/** Bits of the number that an element segment begins with. */
const PASSIVE_OR_DECLARATIVE = 1
const EXPLICIT_INDEX_OR_DECLARATIVE = 2
const EXPRESSIONS = 4
const ELEMENT_FLAGS_LIMIT = 8

const FUNCTION_KIND = 0

/** A constant expression with its final `end`. */
export function readConstantExpression(
  reader: ByteReader,
  buffer: InstructionBuffer,
): ConstantExpression {
  decodeExpression(reader, buffer)
  return buffer.body
}

/** @see https://webassembly.github.io/spec/core/binary/modules.html#element-section */
export function readElement(reader: ByteReader, buffer: InstructionBuffer): ElementSegment {
  const flags = reader.u32()
  if (flags >= ELEMENT_FLAGS_LIMIT) {
    reader.fail('malformed element segment flags', reader.position - 1)
  }
  const mode = readElementMode(reader, buffer, flags)
  // The two shortest forms leave the type out: it is funcref.
  const hasType = (flags & (PASSIVE_OR_DECLARATIVE | EXPLICIT_INDEX_OR_DECLARATIVE)) !== 0
  if ((flags & EXPRESSIONS) === 0) {
    if (hasType && reader.byte() !== FUNCTION_KIND) {
      reader.fail('malformed element kind', reader.position - 1)
    }
    const indices = readVector(reader, 1, () => reader.u32())
    return { type: valueType.funcref, mode, items: { kind: 'functions', indices } }
  }
  const type = hasType ? readRefType(reader) : valueType.funcref
  const expressions = readVector(reader, 2, () => readConstantExpression(reader, buffer))
  return { type, mode, items: { kind: 'expressions', expressions } }
}

function readElementMode(
  reader: ByteReader,
  buffer: InstructionBuffer,
  flags: number,
): SegmentMode {
  const second = (flags & EXPLICIT_INDEX_OR_DECLARATIVE) !== 0
  if ((flags & PASSIVE_OR_DECLARATIVE) !== 0) return { kind: second ? 'declarative' : 'passive' }
  const index = second ? reader.u32() : 0
  return { kind: 'active', index, offset: readConstantExpression(reader, buffer) }
}

/** @see https://webassembly.github.io/spec/core/binary/modules.html#data-section */
export function readData(reader: ByteReader, buffer: InstructionBuffer): DataSegment {
  const mode = readDataMode(reader, buffer)
  const length = reader.u32()
  if (length > reader.remaining) reader.fail('length out of bounds')
  return { mode, bytes: reader.take(length) }
}

function readDataMode(reader: ByteReader, buffer: InstructionBuffer): DataSegment['mode'] {
  const flags = reader.u32()
  if (flags === 1) return { kind: 'passive' }
  if (flags !== 0 && flags !== 2) {
    reader.fail('malformed data segment flags', reader.position - 1)
  }
  const index = flags === 2 ? reader.u32() : 0
  return { kind: 'active', index, offset: readConstantExpression(reader, buffer) }
}
