/** What a `GantryError` says beside its one-sentence message. */
export interface GantryErrorOptions {
  /** Further facts for a person: the value that was found, the limit, the place. */
  readonly details?: string
  /** Path below docs/ that explains the error. */
  readonly docs?: string
  readonly cause?: unknown
}

/**
 * A broken environment, a limit of the machine or a bug: thrown, and never the outcome of a contract.
 *
 * Outcomes of execution are `StatusCode` values; refused input is data with a code. Callers match on `code`, not on
 * `message`. Subclasses live beside the code that throws them.
 */
export abstract class GantryError extends Error {
  abstract readonly code: string
  readonly shortMessage: string
  readonly details: string | undefined
  readonly docs: string | undefined

  constructor(shortMessage: string, options: GantryErrorOptions = {}) {
    const lines = [shortMessage, options.details, options.docs && `See docs/${options.docs}.`]
    super(
      lines.filter((line) => line !== undefined && line !== '').join('\n'),
      options.cause === undefined ? undefined : { cause: options.cause },
    )
    this.name = new.target.name
    this.shortMessage = shortMessage
    this.details = options.details
    this.docs = options.docs
  }
}
