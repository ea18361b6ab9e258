import { GantryError } from '../primitives/gantry-error.ts'

/** A block was to be made for a place that is not the next one: another block came first. */
export class StaleContextError extends GantryError {
  readonly code = 'STALE_CONTEXT'
  readonly expected: bigint
  readonly actual: bigint

  constructor(expected: bigint, actual: bigint) {
    super(`The next block is ${expected}, the context given is of block ${actual}.`)
    this.expected = expected
    this.actual = actual
  }
}
