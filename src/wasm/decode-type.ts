import type { ByteReader } from './byte-reader.ts'
import {
  type FuncType,
  type GlobalType,
  type Limits,
  type TableType,
  type ValueType,
  valueType,
} from './module.ts'

const FUNCTION_TYPE = 0x60

const isValueType = new Uint8Array(256)
for (const code of Object.values(valueType)) isValueType[code] = 1

/** A number, vector or reference type (core/binary/types). */
export function readValueType(reader: ByteReader): ValueType {
  const code = reader.byte()
  if (isValueType[code] === 0) reader.fail('malformed value type', reader.position - 1)
  return code as ValueType
}

export function readRefType(reader: ByteReader): ValueType {
  const code = reader.byte()
  if (code !== valueType.funcref && code !== valueType.externref) {
    reader.fail('malformed reference type', reader.position - 1)
  }
  return code as ValueType
}

function readResultType(reader: ByteReader): ValueType[] {
  const types = new Array<ValueType>(reader.count())
  for (let index = 0; index < types.length; index++) types[index] = readValueType(reader)
  return types
}

export function readFuncType(reader: ByteReader): FuncType {
  if (reader.byte() !== FUNCTION_TYPE) {
    reader.fail('malformed function type', reader.position - 1)
  }
  const params = readResultType(reader)
  return { params, results: readResultType(reader) }
}

/** Memory or table limits; whether `min` is below `max` is a question of validation. */
export function readLimits(reader: ByteReader): Limits {
  const flags = reader.byte()
  if (flags > 1) reader.fail('malformed limits flags', reader.position - 1)
  const min = reader.u32()
  return { min, max: flags === 1 ? reader.u32() : undefined }
}

export function readTableType(reader: ByteReader): TableType {
  const element = readRefType(reader)
  return { element, limits: readLimits(reader) }
}

export function readGlobalType(reader: ByteReader): GlobalType {
  const type = readValueType(reader)
  const mutability = reader.byte()
  if (mutability > 1) reader.fail('malformed mutability', reader.position - 1)
  return { type, mutable: mutability === 1 }
}
