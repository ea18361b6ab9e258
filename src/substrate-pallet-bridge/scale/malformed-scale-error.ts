import { GantryError } from '../../primitives/gantry-error.ts'

/** Bytes that should have been a SCALE encoding are none: too short, too long, or a value that the type does not have. */
export class MalformedScaleError extends GantryError {
  readonly code = 'MALFORMED_SCALE'
  /** What should have been there. */
  readonly expected: string
  /** Byte at which it is not there. */
  readonly offset: number

  constructor(expected: string, offset: number) {
    super(`Expected ${expected} at byte ${offset}.`, { docs: 'substrate-bridge.md' })
    this.expected = expected
    this.offset = offset
  }
}
