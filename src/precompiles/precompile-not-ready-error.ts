import { GantryError } from '../primitives/gantry-error.ts'

/**
 * A precompile ran before its library was loaded, which takes a moment and cannot be waited for in the middle of a
 * transaction. Nothing was changed: await `preparePrecompiles()` and execute the transaction again.
 */
export class PrecompileNotReadyError extends GantryError {
  readonly code = 'PRECOMPILE_NOT_READY'
  readonly precompile: string

  constructor(precompile: string) {
    super(`The precompile ${precompile} is not loaded yet.`, {
      details: 'Await preparePrecompiles() before executing transactions.',
      docs: 'chain.md',
    })
    this.precompile = precompile
  }
}
