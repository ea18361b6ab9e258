import { GantryError } from '../primitives/gantry-error.ts'

/** A front end or an effect broke a rule of the intermediate representation: a bug. */
export class CodegenError extends GantryError {
  readonly code = 'CODEGEN'
}
