import { GantryError } from '../primitives/gantry-error.ts'

/** A file or folder is not what a conformance suite reads. */
export class UnknownVectorError extends GantryError {
  readonly code = 'UNKNOWN_VECTOR'
  readonly path: string
  readonly reason: string

  constructor(path: string, reason: string, cause?: unknown) {
    super(`Cannot read ${path} as test vectors: ${reason}.`, { cause })
    this.path = path
    this.reason = reason
  }
}
