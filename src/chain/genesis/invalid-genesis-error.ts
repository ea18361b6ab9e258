import { GantryError } from '../../primitives/gantry-error.ts'

/** A genesis file is not what go-ethereum writes, or asks for a chain that Gantry cannot run. */
export class InvalidGenesisError extends GantryError {
  readonly code = 'INVALID_GENESIS'
  /** Where in the file, as a path of names. */
  readonly place: string

  constructor(place: string, reason: string) {
    super(`The genesis is not valid at ${place}: ${reason}.`, { docs: 'chain.md' })
    this.place = place
  }
}
