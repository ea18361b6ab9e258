import { GantryError } from './gantry-error.ts'

/** A closed set had a member that its `switch` does not know: a bug. */
export class UnreachableError extends GantryError {
  readonly code = 'UNREACHABLE'

  constructor(value: never) {
    super(`Unexpected value: ${JSON.stringify(value)}.`)
  }
}
