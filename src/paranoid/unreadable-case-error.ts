import { GantryError } from '../primitives/gantry-error.ts'

/** A file holds no transaction that `gantry evm replay` can execute. */
export class UnreadableCaseError extends GantryError {
  readonly code = 'UNREADABLE_CASE'

  constructor(file: string, cause: unknown) {
    super(`${file} holds no transaction of a paranoid devnet or harness.`, {
      details: cause instanceof Error ? cause.message : String(cause),
      cause,
    })
  }
}
