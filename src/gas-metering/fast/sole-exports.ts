import type { WasmModule } from '../../wasm/module.ts'
import type { IndexSpace } from '../index-space.ts'
import type { FunctionSummary } from './function-summary.ts'
import type { ReferenceTreatment } from './reference-treatment.ts'
import { referencedFunctions } from './references.ts'

/**
 * Indices of the local functions that only the outside calls: exports (or the start function) that no code of the
 * module calls, directly or through a private table. They need no wrapper, which would be one more function to compile;
 * most contracts have just `main`.
 */
export function soleExports(
  module: WasmModule,
  space: IndexSpace,
  summaries: readonly FunctionSummary[],
  references: ReferenceTreatment,
): ReadonlySet<number> {
  const outside = module.exports.flatMap(({ kind, index }) => (kind === 'func' ? [index] : []))
  if (module.start !== undefined) outside.push(module.start)
  const called = new Set(summaries.flatMap(({ callees }) => callees))
  if (references === 'private') {
    for (const index of module.elements.flatMap(referencedFunctions)) called.add(index)
  }
  return new Set(outside.filter((index) => index >= space.importedFunctions && !called.has(index)))
}
