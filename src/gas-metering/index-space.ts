import type { FuncType, Import, ImportDescription, WasmModule } from '../wasm/module.ts'

/** Counts of a module's index spaces, where imports come before what the module defines (core/syntax/modules). */
export interface IndexSpace {
  readonly importedFunctions: number
  readonly functions: number
  readonly importedTables: number
  readonly globals: number
  /** Type index of every function, imported ones first. */
  readonly functionTypes: readonly number[]
}

/** The index spaces of a validated module. */
export function indexSpace(module: WasmModule): IndexSpace {
  const importedTypes = module.imports.flatMap(({ description }) =>
    description.kind === 'func' ? [description.typeIndex] : [],
  )
  const functionTypes = importedTypes.concat(module.functions.map((func) => func.typeIndex))
  return {
    importedFunctions: importedTypes.length,
    functions: functionTypes.length,
    importedTables: countOf(module.imports, 'table'),
    globals: countOf(module.imports, 'global') + module.globals.length,
    functionTypes,
  }
}

/** Signature of function `index`, imported or defined. */
export function signature(module: WasmModule, space: IndexSpace, index: number): FuncType {
  const type = module.types[space.functionTypes[index] ?? -1]
  if (type === undefined) throw new RangeError(`function ${index} of a validated module is missing`)
  return type
}

function countOf(imports: readonly Import[], kind: ImportDescription['kind']): number {
  return imports.filter(({ description }) => description.kind === kind).length
}
