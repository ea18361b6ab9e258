import { ByteWriter } from '../wasm/byte-writer.ts'
import {
  type CustomSection,
  type DataSegment,
  type Func,
  type FuncType,
  type LocalRun,
  valueType,
  type WasmModule,
} from '../wasm/module.ts'
import { opcode } from '../wasm/opcode.ts'
import type { GeneratedFunction } from './function-generator.ts'
import type { GeneratedFunctions } from './generated-functions.ts'
import { IMMUTABLE_BYTES, IMMUTABLES_ADDRESS, type ObjectLayout } from './object-layout.ts'
import { keccakConstants } from './runtime/keccak.ts'
import { KECCAK_CONSTANTS_ADDRESS } from './runtime/memory-map.ts'
import type { WasmInteger } from './yul-type.ts'

/**
 * The module of generated functions: exports `main` and `memory`, as the Ewasm contract interface wants.
 * @param moduleLength what the code takes for the module's own length
 */
export function buildModule(
  functions: GeneratedFunctions,
  layout: ObjectLayout,
  customs: readonly CustomSection[],
  moduleLength: number,
): WasmModule {
  const types = new FuncTypes()
  const imports = functions.imports.map((name) => ({
    module: 'ethereum',
    name,
    description: { kind: 'func' as const, typeIndex: types.index(functions.importType(name)) },
  }))
  const values = { functionIndex: (name: string) => functions.indexOf(name), moduleLength }
  const defined = functions.defined.map(
    (generated): Func => ({
      typeIndex: types.index(generated),
      locals: localRuns(generated.locals),
      body: generated.code.link(values),
      bodyOffset: 0,
    }),
  )
  return {
    types: types.list,
    imports,
    functions: defined,
    tables: [],
    memories: [{ min: Math.ceil((layout.memoryBase + 0x1000) / 0x10000), max: undefined }],
    globals: [],
    exports: [
      { name: 'main', kind: 'func', index: functions.indexOf('main') },
      { name: 'memory', kind: 'memory', index: 0 },
    ],
    start: undefined,
    elements: [],
    data: dataSegments(functions, layout),
    hasDataCount: false,
    customs,
  }
}

/** Constants of Keccak where it is used; the immutables last, so that they end the module. */
function dataSegments(functions: GeneratedFunctions, layout: ObjectLayout): DataSegment[] {
  const segments: DataSegment[] = []
  if (functions.uses('rt.keccak_f'))
    segments.push(segmentAt(KECCAK_CONSTANTS_ADDRESS, keccakConstants()))
  const immutableBytes = IMMUTABLE_BYTES * layout.immutables.length
  if (immutableBytes > 0)
    segments.push(segmentAt(IMMUTABLES_ADDRESS, new Uint8Array(immutableBytes)))
  return segments
}

function segmentAt(address: number, bytes: Uint8Array): DataSegment {
  const offset = new ByteWriter()
  offset.opcode(opcode['i32.const'])
  offset.s32(address)
  offset.opcode(opcode['end'])
  return { mode: { kind: 'active', index: 0, offset: offset.toBytes() }, bytes }
}

/** The type section: every type once. */
class FuncTypes {
  readonly list: FuncType[] = []
  readonly #indices = new Map<string, number>()

  index({ params, results }: Pick<GeneratedFunction, 'params' | 'results'>): number {
    const key = `${params.join()}>${results.join()}`
    const known = this.#indices.get(key)
    if (known !== undefined) return known
    this.#indices.set(key, this.list.length)
    const types = (names: readonly WasmInteger[]) => names.map((name) => valueType[name])
    return this.list.push({ params: types(params), results: types(results) }) - 1
  }
}

function localRuns(locals: readonly WasmInteger[]): LocalRun[] {
  const runs: LocalRun[] = []
  for (const local of locals) {
    const type = valueType[local]
    const last = runs[runs.length - 1]
    if (last?.type === type) runs[runs.length - 1] = { count: last.count + 1, type }
    else runs.push({ count: 1, type })
  }
  return runs
}
