import { GantryError } from '../../primitives/gantry-error.ts'

/** A storage transaction is to be closed and none is open, or none that whoever asks has opened. */
export class NoOpenTransactionError extends GantryError {
  readonly code = 'SUBSTRATE_NO_OPEN_TRANSACTION'

  constructor() {
    super('There is no open storage transaction to close.')
  }
}
