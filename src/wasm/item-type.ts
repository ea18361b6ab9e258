import type { FuncType, GlobalType, ImportDescription, WasmModule } from './module.ts'

/** The type of the function at `index`, imported ones first; undefined when there is none. */
export function functionType(module: WasmModule, index: number): FuncType | undefined {
  const imported = importedOf(module, 'func')
  const typeIndex =
    index < imported.length
      ? imported[index]?.typeIndex
      : module.functions[index - imported.length]?.typeIndex
  return typeIndex === undefined ? undefined : module.types[typeIndex]
}

/** The type of the global at `index`, imported ones first; undefined when there is none. */
export function globalType(module: WasmModule, index: number): GlobalType | undefined {
  const imported = importedOf(module, 'global')
  return index < imported.length
    ? imported[index]?.type
    : module.globals[index - imported.length]?.type
}

function importedOf<Kind extends ImportDescription['kind']>(
  module: WasmModule,
  kind: Kind,
): readonly Extract<ImportDescription, { kind: Kind }>[] {
  return module.imports
    .map(({ description }) => description)
    .filter((description): description is Extract<ImportDescription, { kind: Kind }> => {
      return description.kind === kind
    })
}
