import type { StorageChange, StorageChanges } from '../storage-changes.ts'
import type { StateTrie, StateVersion } from '../trie/state-trie.ts'
import type { TrieChanges } from '../trie/trie-change.ts'
import type { JournalRow } from './journal-row.ts'
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

/** The row of a block whose tries were committed so. */
export function rowOf(spaces: readonly SpaceChanges[]): JournalRow {
  return {
    removals: spaces.flatMap(({ space, changes }) =>
      changes.removals.map(({ path, hash }) => nodeKey(space, path, path.length, hash)),
    ),
    insertions: spaces.flatMap(({ space, changes }) =>
      changes.insertions.map(({ path, hash, record }) => ({
        key: nodeKey(space, path, path.length, hash),
        value: record,
      })),
    ),
  }
}

/** Whether nothing changes. */
export function isUnchanged({ top, children }: StorageChanges): boolean {
  return top.length === 0 && children.length === 0
}
