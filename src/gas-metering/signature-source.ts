import { blockType } from '../wasm/instruction-table.ts'
import type { FuncType, ValueType, WasmModule } from '../wasm/module.ts'
import { type IndexSpace, signature } from './index-space.ts'

/** Signatures by the numbers that instructions carry. */
export interface SignatureSource {
  /** Signature of a function index, imported or defined. */
  ofFunction(index: number): FuncType
  ofType(index: number): FuncType
  /** Signature of a block type in its s33 form. */
  ofBlock(type: number): FuncType
}

/** The signatures of a validated module. */
export function signatureSource(module: WasmModule, space: IndexSpace): SignatureSource {
  const ofType = (index: number): FuncType => {
    const type = module.types[index]
    if (type === undefined) throw new RangeError(`type ${index} of a validated module is missing`)
    return type
  }
  return {
    ofType,
    ofFunction: (index) => signature(module, space, index),
    ofBlock: (type) => (type >= 0 ? ofType(type) : shortBlockType(type)),
  }
}

/** A block type that is a single result or nothing: the value type's byte read as a negative s33. */
function shortBlockType(type: number): FuncType {
  if (type === blockType.empty) return { params: [], results: [] }
  return { params: [], results: [(type & 0x7f) as ValueType] }
}
