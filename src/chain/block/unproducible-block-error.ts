import { GantryError } from '../../primitives/gantry-error.ts'
import type { BlockRefusal, BlockRefusalCode } from './block-refusal.ts'

/** A block cannot be made because what the protocol does at its end is not possible: a system contract is missing. */
export class UnproducibleBlockError extends GantryError {
  readonly code = 'UNPRODUCIBLE_BLOCK'
  readonly refusal: BlockRefusalCode

  constructor({ code, message }: BlockRefusal) {
    super(`No block can be made: ${message}`, { docs: 'chain.md' })
    this.refusal = code
  }
}
