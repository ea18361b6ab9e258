import { GantryError } from '../primitives/gantry-error.ts'

/** The bytes are no WebAssembly 2.0 module: the binary grammar has no derivation for them. */
export class MalformedModuleError extends GantryError {
  readonly code = 'MALFORMED_MODULE'
  /** Byte offset in the module. */
  readonly offset: number
  /** What is wrong, without the place. */
  readonly reason: string

  constructor(offset: number, reason: string) {
    super(`The module is malformed at byte ${offset}: ${reason}.`)
    this.offset = offset
    this.reason = reason
  }
}
