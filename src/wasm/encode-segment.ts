import type { ByteWriter } from './byte-writer.ts'
import { type DataSegment, type ElementSegment, valueType } from './module.ts'

/** Bits of the number that an element segment begins with (core/binary/modules#element-section). */
const PASSIVE_OR_DECLARATIVE = 1
const EXPLICIT_INDEX_OR_DECLARATIVE = 2
const EXPRESSIONS = 4

const FUNCTION_KIND = 0

/** Writes an element segment in its shortest form. */
export function encodeElement(writer: ByteWriter, { type, mode, items }: ElementSegment): void {
  const isImplicit = mode.kind === 'active' && mode.index === 0 && type === valueType.funcref
  let flags = items.kind === 'expressions' ? EXPRESSIONS : 0
  if (mode.kind !== 'active') flags |= PASSIVE_OR_DECLARATIVE
  if (mode.kind === 'declarative' || (mode.kind === 'active' && !isImplicit)) {
    flags |= EXPLICIT_INDEX_OR_DECLARATIVE
  }
  writer.u32(flags)
  if (mode.kind === 'active') {
    if (!isImplicit) writer.u32(mode.index)
    writer.bytes(mode.offset)
  }
  if (items.kind === 'functions') {
    if (!isImplicit) writer.byte(FUNCTION_KIND)
    writer.u32(items.indices.length)
    for (const index of items.indices) writer.u32(index)
    return
  }
  if (!isImplicit) writer.byte(type)
  writer.u32(items.expressions.length)
  for (const expression of items.expressions) writer.bytes(expression)
}

/** Writes a data segment in its shortest form. */
export function encodeData(writer: ByteWriter, { mode, bytes }: DataSegment): void {
  if (mode.kind === 'passive') {
    writer.u32(1)
  } else if (mode.index === 0) {
    writer.u32(0)
    writer.bytes(mode.offset)
  } else {
    writer.u32(2)
    writer.u32(mode.index)
    writer.bytes(mode.offset)
  }
  writer.sized(bytes)
}
