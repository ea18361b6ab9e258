/**
 * What the bridge reads of a state: any ordered key-value state will do, the one of a running block with its uncommitted
 * changes as well as a map in a test.
 *
 * Synchronous: what is remote is fetched by another thread while this one waits. Neither side writes to what it hands over.
 */
export interface StorageReads {
  get(key: Uint8Array): Uint8Array | undefined
  /** The least key above `key` in the order of bytes. */
  nextKey(key: Uint8Array): Uint8Array | undefined
}
