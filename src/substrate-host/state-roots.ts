import type { StorageChange, StorageChanges } from './storage-changes.ts'
import type { StateVersion } from './trie/state-trie.ts'

/** The roots of the state under an overlay, with changes on top. */
export interface StateRoots {
  /**
   * The root with `changes`, those of child tries included.
   *
   * The same object is passed as long as nothing has changed, so the work done for a root can be used for the commit.
   */
  stateRoot(changes: StorageChanges, version: StateVersion): Uint8Array
  /** The root of a child trie with changes of its own; `undefined` when nothing is left in it. */
  childRoot(
    child: Uint8Array,
    changes: readonly StorageChange[],
    version: StateVersion,
  ): Uint8Array | undefined
}
