import { GantryError } from '../../primitives/gantry-error.ts'
import type { EngineFailure } from '../message/engine-failure.ts'

/** The storage that a message reads is out of reach: the node closed the connection, or does not answer. */
export class RemoteStorageError extends GantryError {
  readonly code = 'REMOTE_STORAGE'
  readonly failure: EngineFailure

  constructor(failure: EngineFailure) {
    super(failure === 'timedOut' ? 'The node did not answer a read.' : 'The node is gone.', {
      docs: 'substrate-sidecar.md',
    })
    this.failure = failure
  }
}
