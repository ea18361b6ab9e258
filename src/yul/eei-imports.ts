import { type EeiFunctionName, eeiSignatures } from '../wasm/eei-signatures.ts'
import { type ValueType, valueType } from '../wasm/module.ts'
import type { WasmInteger } from './yul-type.ts'

interface EeiSignature {
  readonly params: readonly WasmInteger[]
  readonly results: readonly WasmInteger[]
}

/** The EEI function's name when `name` is one of `ethereum.*`. */
export function eeiName(name: string): EeiFunctionName | undefined {
  const suffix = name.startsWith('ethereum.') ? name.slice('ethereum.'.length) : ''
  return Object.hasOwn(eeiSignatures, suffix) ? (suffix as EeiFunctionName) : undefined
}

export function eeiSignature(name: EeiFunctionName): EeiSignature {
  const { params, results } = eeiSignatures[name]
  const names = (types: readonly ValueType[]): WasmInteger[] =>
    types.map((type) => (type === valueType.i64 ? 'i64' : 'i32'))
  return { params: names(params), results: names(results) }
}
