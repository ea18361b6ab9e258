import type { ByteWriter } from './byte-writer.ts'
import type { FuncType, GlobalType, Limits, TableType, ValueType } from './module.ts'

const FUNCTION_TYPE = 0x60

function encodeResultType(writer: ByteWriter, types: readonly ValueType[]): void {
  writer.u32(types.length)
  for (const type of types) writer.byte(type)
}

export function encodeFuncType(writer: ByteWriter, type: FuncType): void {
  writer.byte(FUNCTION_TYPE)
  encodeResultType(writer, type.params)
  encodeResultType(writer, type.results)
}

export function encodeLimits(writer: ByteWriter, { min, max }: Limits): void {
  writer.byte(max === undefined ? 0 : 1)
  writer.u32(min)
  if (max !== undefined) writer.u32(max)
}

export function encodeTableType(writer: ByteWriter, { element, limits }: TableType): void {
  writer.byte(element)
  encodeLimits(writer, limits)
}

export function encodeGlobalType(writer: ByteWriter, { type, mutable }: GlobalType): void {
  writer.byte(type)
  writer.byte(mutable ? 1 : 0)
}
