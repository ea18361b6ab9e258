import type { Hash } from '../../primitives/bytes32.ts'
import { GantryError } from '../../primitives/gantry-error.ts'
import { toHex } from '../../primitives/hex.ts'

/** A block that was made elsewhere is not what its parent and its extrinsics lead to, or has no place on this chain. */
export class BlockRefusedError extends GantryError {
  readonly code = 'SUBSTRATE_BLOCK_REFUSED'
  readonly hash: Hash

  constructor(hash: Hash, reason: string, cause?: unknown) {
    super(`Block ${toHex(hash)} is refused.`, { details: reason, cause })
    this.hash = hash
  }
}
