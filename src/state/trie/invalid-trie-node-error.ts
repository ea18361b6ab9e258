import { GantryError } from '../../primitives/gantry-error.ts'
import { toHex } from '../../primitives/hex.ts'

/** What should be a trie node is not: the store is damaged. */
export class InvalidTrieNodeError extends GantryError {
  readonly code = 'INVALID_TRIE_NODE'

  constructor(encoding: Uint8Array) {
    super('A trie node has a wrong encoding.', {
      details: `Its bytes begin with ${toHex(encoding.subarray(0, 64))}.`,
      docs: 'state.md',
    })
  }
}
