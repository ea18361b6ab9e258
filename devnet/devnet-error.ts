import { GantryError } from '../src/primitives/gantry-error.ts'

/** The devnet could not start, or stopped by itself: port taken, data folder in use or of another chain, a bug. */
export class DevnetError extends GantryError {
  readonly code = 'DEVNET_FAILED'

  constructor(reason: string, details?: string) {
    super(reason, { docs: 'devnet.md', ...(details === undefined ? {} : { details }) })
  }
}
