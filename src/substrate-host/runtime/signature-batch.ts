import { HostFunctionError } from './host-function-error.ts'

/** The runtime began a batch of signatures within another one, or ended one that it had not begun. */
export class SignatureBatchError extends HostFunctionError {
  readonly code = 'SUBSTRATE_SIGNATURE_BATCH'

  constructor() {
    super('The runtime began or ended a batch of signatures out of turn.')
  }
}

/** The batch of signatures that a runtime is in, if it is in one: whether all of them were right so far. */
export class SignatureBatch {
  #allValid: boolean | undefined

  /** Begins a batch. */
  start(): void {
    if (this.#allValid !== undefined) throw new SignatureBatchError()
    this.#allValid = true
  }

  /** Adds a verdict, and gives it back. */
  add(valid: boolean): boolean {
    if (this.#allValid !== undefined) this.#allValid &&= valid
    return valid
  }

  /** Ends the batch: whether all were right. */
  finish(): boolean {
    const allValid = this.#allValid
    if (allValid === undefined) throw new SignatureBatchError()
    this.#allValid = undefined
    return allValid
  }

  /** Forgets the batch: the call is over. */
  reset(): void {
    this.#allValid = undefined
  }
}
