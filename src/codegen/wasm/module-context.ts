import type { FuncType, ValueType } from '../../wasm/module.ts'
import { type LocalType, typeCode } from '../assembler/code.ts'
import type { ImportedFunction } from './environment.ts'

interface Typed {
  readonly type: LocalType
}

const typeOf = ({ type }: Typed): LocalType => type

/** The types and imports of a module while its functions are written; both get their index when first used. */
export class ModuleContext {
  readonly types: FuncType[] = []
  readonly imports: { readonly imported: ImportedFunction; readonly typeIndex: number }[] = []
  readonly #typeIndexes = new Map<string, number>()
  readonly #importIndexes = new Map<ImportedFunction, number>()

  typeIndex(params: readonly ValueType[], results: readonly ValueType[]): number {
    const key = `${params.join()}>${results.join()}`
    const known = this.#typeIndexes.get(key)
    if (known !== undefined) return known
    const index = this.types.push({ params, results }) - 1
    this.#typeIndexes.set(key, index)
    return index
  }

  /** The type of a function with parameters and results such as these, e.g. locals of an environment. */
  typeIndexOf(params: readonly Typed[], results: readonly Typed[]): number {
    return this.typeIndex(codesOf(params.map(typeOf)), codesOf(results.map(typeOf)))
  }

  importIndex(imported: ImportedFunction): number {
    const known = this.#importIndexes.get(imported)
    if (known !== undefined) return known
    const typeIndex = this.typeIndex(codesOf(imported.params), codesOf(imported.results))
    const index = this.imports.push({ imported, typeIndex }) - 1
    this.#importIndexes.set(imported, index)
    return index
  }
}

export function codesOf(types: readonly LocalType[]): readonly ValueType[] {
  return types.map(typeCode)
}
