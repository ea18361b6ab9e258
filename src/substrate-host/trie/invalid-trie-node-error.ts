import { GantryError } from '../../primitives/gantry-error.ts'

/** Bytes that should be a node of the state trie are none: the store is damaged. */
export class InvalidTrieNodeError extends GantryError {
  readonly code = 'SUBSTRATE_TRIE_NODE_INVALID'
  readonly offset: number

  constructor(reason: string, offset: number) {
    super(`A node of the state trie is malformed: ${reason}.`, { details: `Offset: ${offset}.` })
    this.offset = offset
  }
}
