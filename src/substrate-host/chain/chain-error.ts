import type { Hash } from '../../primitives/bytes32.ts'
import { GantryError } from '../../primitives/gantry-error.ts'
import { toHex } from '../../primitives/hex.ts'

/** A state has no runtime. */
export class CodeMissingError extends GantryError {
  readonly code = 'SUBSTRATE_CODE_MISSING'

  constructor() {
    super('The state has no runtime: nothing is at :code.')
  }
}

/** No block of this chain has the hash. */
export class UnknownBlockError extends GantryError {
  readonly code = 'SUBSTRATE_UNKNOWN_BLOCK'
  readonly hash: Hash

  constructor(hash: Hash) {
    super(`There is no block ${toHex(hash)}.`)
    this.hash = hash
  }
}

/** The block is there, its state is not any more. */
export class StatePrunedError extends GantryError {
  readonly code = 'SUBSTRATE_STATE_PRUNED'
  readonly hash: Hash
  readonly oldest: number

  constructor(hash: Hash, oldest: number) {
    super(`The state after block ${toHex(hash)} was pruned.`, {
      details: `States are there from block ${oldest} on.`,
      docs: 'substrate-chain.md',
    })
    this.hash = hash
    this.oldest = oldest
  }
}

/** The runtime does not take the inherents that it made itself: no block can be made. */
export class InherentRefusedError extends GantryError {
  readonly code = 'SUBSTRATE_INHERENT_REFUSED'

  constructor(reason: string, cause?: unknown) {
    super('The runtime refuses its own inherent.', { details: reason, cause })
  }
}

/** The header of a block that was made here has another state root than the state: a fault of this program. */
export class StateRootMismatchError extends GantryError {
  readonly code = 'SUBSTRATE_STATE_ROOT_MISMATCH'
  readonly header: Hash
  readonly state: Hash

  constructor(header: Hash, state: Hash) {
    super(`The state root is ${toHex(state)}, the header has ${toHex(header)}.`)
    this.header = header
    this.state = state
  }
}

/** The store holds the chain of another genesis. */
export class GenesisMismatchError extends GantryError {
  readonly code = 'SUBSTRATE_GENESIS_MISMATCH'

  readonly stored: Hash

  constructor(location: string, stored: Hash) {
    super(`The store ${location} holds the chain of another genesis.`, {
      details: `Its block 0 is ${toHex(stored)}. Choose another directory, or open it as it was made.`,
    })
    this.stored = stored
  }
}
