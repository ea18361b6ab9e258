import { GantryError } from '../gantry-error.ts'

/** Bytes that should have been a SCALE encoding are none: too short, too long, or a value that the type does not have. */
export class MalformedScaleError extends GantryError {
  readonly code = 'MALFORMED_SCALE'
  /** What should have been there. */
  readonly expected: string
  /** Byte at which it is not there. */
  readonly offset: number
  /** What the bytes should have been as a whole, in Rust's words, where that is known. */
  readonly type: string | undefined

  constructor(expected: string, offset: number, type?: string) {
    const where = type === undefined ? '' : ` of ${type}`
    super(`Expected ${expected} at byte ${offset}${where}.`, { docs: 'substrate-bridge.md' })
    this.expected = expected
    this.offset = offset
    this.type = type
  }
}
