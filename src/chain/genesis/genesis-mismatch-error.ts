import type { Hash } from '../../primitives/bytes32.ts'
import { GantryError } from '../../primitives/gantry-error.ts'
import { toHex } from '../../primitives/hex.ts'

/** The store holds another chain than the one that was asked for. */
export class GenesisMismatchError extends GantryError {
  readonly code = 'GENESIS_MISMATCH'
  readonly location: string
  readonly stored: Hash
  readonly expected: Hash

  constructor(location: string, stored: Hash, expected: Hash) {
    super(`The store in ${location} holds another chain.`, {
      details: `Its first block is ${toHex(stored)}, the genesis given makes ${toHex(expected)}. Give the genesis that it was made with, or another directory.`,
      docs: 'chain.md',
    })
    this.location = location
    this.stored = stored
    this.expected = expected
  }
}
