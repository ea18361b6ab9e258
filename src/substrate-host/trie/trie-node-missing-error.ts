import { GantryError } from '../../primitives/gantry-error.ts'
import { toHex } from '../../primitives/hex.ts'

/** The state trie names a node that the store does not hold: the state was pruned, or the store is damaged. */
export class TrieNodeMissingError extends GantryError {
  readonly code = 'SUBSTRATE_TRIE_NODE_MISSING'
  readonly hash: Uint8Array
  /** Nibbles above the node. */
  readonly depth: number

  constructor(hash: Uint8Array, depth: number) {
    super(`Node ${toHex(hash)} of the state trie is missing.`, {
      details: `Depth: ${depth} nibbles.`,
    })
    this.hash = hash
    this.depth = depth
  }
}
