import { ByteWriter } from '../../wasm/byte-writer.ts'
import { encodeModule } from '../../wasm/encode-module.ts'
import {
  type Func,
  type FuncType,
  type Import,
  type ValueType,
  valueType,
} from '../../wasm/module.ts'
import { opcode } from '../../wasm/opcode.ts'

const { i32, i64 } = valueType
/** The module that the shim imports from. */
export const SHIM_SOURCE = 'host'
/** The memory whose first word is the upper half of an i64 result. */
export const SHIM_MEMORY = 'upper'

/**
 * A module that stands between a runtime and JavaScript, so that no i64 crosses: a BigInt each way costs 41 to 79 ns, two
 * numbers 4 to 6. It has one function per type, imported as `host.0`, `host.1` ... with each i64 parameter as two i32 (the
 * lower half first) and exported under the same name with the type as it is. Of an i64 result JavaScript returns the lower
 * half and stores the upper one in the memory that it gives the shim.
 */
export function importShim(types: readonly FuncType[]): WebAssembly.Module {
  return new WebAssembly.Module(
    encodeModule({
      types: [...types, ...types.map(innerType)],
      imports: [
        {
          module: SHIM_SOURCE,
          name: SHIM_MEMORY,
          description: { kind: 'memory', limits: { min: 1, max: 1 } },
        },
        ...types.map(
          (_, index): Import => ({
            module: SHIM_SOURCE,
            name: String(index),
            description: { kind: 'func', typeIndex: types.length + index },
          }),
        ),
      ],
      functions: types.map(shimFunction),
      tables: [],
      memories: [],
      globals: [],
      exports: types.map((_, index) => ({
        name: String(index),
        kind: 'func',
        index: types.length + index,
      })),
      start: undefined,
      elements: [],
      data: [],
      hasDataCount: false,
      customs: [],
    }),
  )
}

function innerType({ params, results }: FuncType): FuncType {
  return {
    params: params.flatMap((type): ValueType[] => (type === i64 ? [i32, i32] : [type])),
    results: results.map((type) => (type === i64 ? i32 : type)),
  }
}

function shimFunction({ params, results }: FuncType, index: number): Func {
  const code = new ByteWriter()
  for (const [local, type] of params.entries()) writeArgument(code, local, type)
  code.opcode(opcode['call'])
  code.u32(index)
  if (results[0] === i64) writeWideResult(code)
  code.opcode(opcode['end'])
  return { typeIndex: index, locals: [], body: code.toBytes(), bodyOffset: 0 }
}

function writeArgument(code: ByteWriter, local: number, type: ValueType): void {
  code.opcode(opcode['local.get'])
  code.u32(local)
  if (type !== i64) return
  code.opcode(opcode['i32.wrap_i64'])
  code.opcode(opcode['local.get'])
  code.u32(local)
  code.opcode(opcode['i64.const'])
  code.s64(32n)
  code.opcode(opcode['i64.shr_u'])
  code.opcode(opcode['i32.wrap_i64'])
}

/** The lower half is on the stack. */
function writeWideResult(code: ByteWriter): void {
  code.opcode(opcode['i64.extend_i32_u'])
  code.opcode(opcode['i32.const'])
  code.s32(0)
  code.opcode(opcode['i64.load32_u'])
  code.u32(2) // aligned to words
  code.u32(0)
  code.opcode(opcode['i64.const'])
  code.s64(32n)
  code.opcode(opcode['i64.shl'])
  code.opcode(opcode['i64.or'])
}
