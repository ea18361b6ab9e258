import type { Hash } from '../../primitives/bytes32.ts'
import { GantryError } from '../../primitives/gantry-error.ts'
import { toHex } from '../../primitives/hex.ts'

/** The trie references a node its store does not hold: the store is damaged, or the root is not one of its states. */
export class TrieNodeMissingError extends GantryError {
  readonly code = 'TRIE_NODE_MISSING'
  readonly hash: Hash
  /** Nibbles between the root and the node. */
  readonly depth: number

  constructor(hash: Hash, depth: number) {
    super(`Trie node ${toHex(hash)} is missing.`, {
      details: `Depth: ${depth} nibbles.`,
      docs: 'state.md',
    })
    this.hash = hash
    this.depth = depth
  }
}
