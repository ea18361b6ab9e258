import { GantryError } from '../../primitives/gantry-error.ts'

/** A field of a transaction or header is not encoded as its type asks. Decoders turn it into a refusal. */
export class MalformedFieldError extends GantryError {
  readonly code = 'MALFORMED_FIELD'
  readonly field: string
  readonly expected: string
  readonly actual: string

  constructor(field: string, expected: string, actual: string) {
    super(`The field ${field} must be ${expected}, it is ${actual}.`)
    this.field = field
    this.expected = expected
    this.actual = actual
  }
}
