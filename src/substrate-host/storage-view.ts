/**
 * Synchronous reads of a state: a committed one, or one with the changes of a block over it.
 *
 * `child` is the storage key of a default child trie without the prefix `:child_storage:default:`. Nobody writes to what
 * is returned, and who keeps it longer than the call copies it.
 */
export interface StorageView {
  /** The value at `key`. */
  get(key: Uint8Array): Uint8Array | undefined
  /** The smallest key above `key`, in the order of bytes. */
  nextKey(key: Uint8Array): Uint8Array | undefined
  /** The value at `key` in a child trie. */
  childGet(child: Uint8Array, key: Uint8Array): Uint8Array | undefined
  /** The smallest key above `key` in a child trie. */
  childNextKey(child: Uint8Array, key: Uint8Array): Uint8Array | undefined
}
