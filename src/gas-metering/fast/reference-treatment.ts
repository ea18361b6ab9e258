import { type FuncType, valueType, type WasmModule } from '../../wasm/module.ts'
import type { FunctionSummary } from './function-summary.ts'

/**
 * How functions behind references are called.
 *
 * `private`: tables hold functions of this module only and nobody else sees them, so entries have the extended
 * signature and `call_indirect` passes gas and depth as a direct call does.
 *
 * `shared`: a reference may come from outside or go there, or moves as a value. Then every reference keeps its original
 * signature: it names a wrapper, and an indirect call passes gas and depth through the globals.
 */
export type ReferenceTreatment = 'private' | 'shared'

/** Decides for a whole module, on the safe side. */
export function referenceTreatment(
  module: WasmModule,
  summaries: readonly FunctionSummary[],
): ReferenceTreatment {
  const shared =
    importsReferences(module) ||
    exportsReferences(module) ||
    module.globals.some(({ type }) => type.type === valueType.funcref) ||
    module.types.some(mentionsReferences) ||
    summaries.some((summary) => summary.handlesReferences)
  return shared ? 'shared' : 'private'
}

function importsReferences(module: WasmModule): boolean {
  return module.imports.some(({ description }) => {
    if (description.kind === 'table') return description.type.element === valueType.funcref
    return description.kind === 'global' && description.type.type === valueType.funcref
  })
}

/** Exported tables; exported globals of references are covered by the globals. */
function exportsReferences(module: WasmModule): boolean {
  return module.exports.some(({ kind }) => kind === 'table')
}

function mentionsReferences({ params, results }: FuncType): boolean {
  return params.includes(valueType.funcref) || results.includes(valueType.funcref)
}
