import { GantryError } from '../src/primitives/gantry-error.ts'

/** The node could not start, or stopped by itself: port taken, runtime or genesis refused, data of another chain, a bug. */
export class SubstrateDevnetError extends GantryError {
  readonly code = 'SUBSTRATE_DEVNET_FAILED'

  constructor(reason: string, details?: string) {
    super(reason, { docs: 'substrate-devnet.md', ...(details === undefined ? {} : { details }) })
  }
}
