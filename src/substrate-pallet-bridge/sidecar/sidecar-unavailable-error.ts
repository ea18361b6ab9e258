import { GantryError } from '../../primitives/gantry-error.ts'

/** There is no engine at the other end of the socket, it refuses this node, it ended, or it takes too long. */
export class SidecarUnavailableError extends GantryError {
  readonly code = 'SIDECAR_UNAVAILABLE'
  /** What a message that waits for it is answered with. */
  readonly failure: 'unavailable' | 'timedOut'

  constructor(details: string, failure: 'unavailable' | 'timedOut' = 'unavailable') {
    super('The engine does not answer.', { details, docs: 'substrate-sidecar.md' })
    this.failure = failure
  }
}
