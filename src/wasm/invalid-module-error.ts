import { GantryError } from '../primitives/gantry-error.ts'

/** The module decodes, and breaks a rule of validation (core/valid). */
export class InvalidModuleError extends GantryError {
  readonly code = 'INVALID_MODULE'
  /** Byte offset in the module. */
  readonly offset: number
  /** What is wrong, without the place. */
  readonly reason: string

  constructor(offset: number, reason: string) {
    super(`The module is invalid at byte ${offset}: ${reason}.`)
    this.offset = offset
    this.reason = reason
  }
}
