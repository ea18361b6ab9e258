import { concatBytes } from '../../primitives/concat-bytes.ts'
import type { StoreEntry } from '../../state/index.ts'
import type { StorageChange } from '../storage-changes.ts'
import type { StateTrie, StateVersion } from '../trie/state-trie.ts'
import type { TrieChanges } from '../trie/trie-change.ts'
import { type NodeSpace, nodeKey } from './node-key.ts'

/** Makes the changes in a trie. */
export function applyChanges(
  trie: StateTrie,
  changes: readonly StorageChange[],
  version: StateVersion,
): void {
  for (const { key, value } of changes) {
    if (value === undefined) trie.remove(key)
    else trie.insert(key, value, version)
  }
}

/** What a commit of one trie changed, and where its nodes lie. */
export interface SpaceChanges {
  readonly space: NodeSpace
  readonly changes: TrieChanges
}

/** The nodes that the commits brought, as entries of the store. */
export function* insertedNodes(spaces: readonly SpaceChanges[]): Generator<StoreEntry> {
  for (const { space, changes } of spaces) {
    for (const insertion of changes.insertions) {
      const value = concatBytes([insertion.encoding, insertion.behind])
      yield { key: nodeKey(space, insertion), value }
    }
  }
}
