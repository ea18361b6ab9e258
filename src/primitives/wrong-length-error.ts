import { GantryError } from './gantry-error.ts'

/** Bytes of a fixed length were asked for and other ones were given. */
export class WrongLengthError extends GantryError {
  readonly code = 'WRONG_LENGTH'
  readonly expected: number
  readonly actual: number

  constructor(what: string, expected: number, actual: number) {
    super(`${what} needs ${expected} bytes, got ${actual}.`)
    this.expected = expected
    this.actual = actual
  }
}
