import { GantryError } from '../primitives/gantry-error.ts'
import type { WasmModule } from '../wasm/module.ts'

/** A metered module is larger than the engine's compiler takes: the module has to be refused before it is compiled. */
export class MeteringLimitError extends GantryError {
  readonly code = 'METERING_LIMIT'
  readonly what: keyof typeof compilerLimits
  readonly found: number
  readonly limit: number

  constructor(what: keyof typeof compilerLimits, found: number) {
    const limit = compilerLimits[what]
    super(`The metered module has ${what} ${found}, above the limit of ${limit}.`, {
      docs: 'gas-metering.md',
    })
    this.what = what
    this.found = found
    this.limit = limit
  }
}

/**
 * What V8 refuses (its wasm-limits.h); named here so that a module is refused with a reason and on every machine alike.
 */
export const compilerLimits = {
  functionBytes: 7_654_321,
  functionLocals: 50_000,
  functions: 1_000_000,
  types: 1_000_000,
  globals: 1_000_000,
  exports: 1_000_000,
  parameters: 1_000,
  results: 1_000,
} as const

/** @throws MeteringLimitError */
export function checkMeteredSize(module: WasmModule): void {
  const check = (what: keyof typeof compilerLimits, found: number): void => {
    if (found > compilerLimits[what]) throw new MeteringLimitError(what, found)
  }
  check('functions', module.functions.length)
  check('types', module.types.length)
  check('globals', module.globals.length)
  check('exports', module.exports.length)
  for (const { params, results } of module.types) {
    check('parameters', params.length)
    check('results', results.length)
  }
  for (const func of module.functions) {
    const declared = func.locals.reduce((count, run) => count + run.count, 0)
    const params = module.types[func.typeIndex]?.params.length ?? 0
    check('functionBytes', func.body.length)
    check('functionLocals', params + declared)
  }
}
