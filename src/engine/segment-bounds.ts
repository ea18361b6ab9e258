import { ByteReader } from '../wasm/byte-reader.ts'
import type { ConstantExpression, SegmentMode, WasmModule } from '../wasm/module.ts'
import { opcode } from '../wasm/opcode.ts'
import { PAGE_SIZE } from './page-budget.ts'

/**
 * Why the module cannot be instantiated: the first active segment that does not fit what it initializes; undefined
 * when all fit.
 *
 * Instantiation would trap, and every call of the contract would fail. In a contract all offsets are constants,
 * because there is no global to import, so this is known when it is deployed.
 */
export function segmentOutOfBounds(module: WasmModule): string | undefined {
  return (
    module.data
      .map((segment, index) => {
        const size = (module.memories[0]?.min ?? 0) * PAGE_SIZE
        return fault(`Data segment ${index}`, segment.mode, segment.bytes.length, size)
      })
      .find((reason) => reason !== undefined) ??
    module.elements
      .map((segment, index) => {
        const size = segment.mode.kind === 'active' ? tableSize(module, segment.mode.index) : 0
        return fault(`Element segment ${index}`, segment.mode, itemCount(segment), size)
      })
      .find((reason) => reason !== undefined)
  )
}

function fault(what: string, mode: SegmentMode, length: number, size: number): string | undefined {
  if (mode.kind !== 'active') return undefined
  const offset = constantOffset(mode.offset)
  if (offset === undefined || offset + length <= size) return undefined
  return `${what} ends at ${offset + length}, where the size is ${size}.`
}

/** The unsigned value of an `i32.const` expression; undefined for a `global.get` of an import. */
function constantOffset(expression: ConstantExpression): number | undefined {
  const reader = new ByteReader(expression)
  return reader.byte() === opcode['i32.const'] ? reader.s32() >>> 0 : undefined
}

function tableSize(module: WasmModule, index: number): number {
  return module.tables[index]?.limits.min ?? 0
}

function itemCount({ items }: WasmModule['elements'][number]): number {
  return items.kind === 'functions' ? items.indices.length : items.expressions.length
}
