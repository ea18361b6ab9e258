/** A range of keys in byte order. */
export interface StoreRange {
  /** First key that may be in the range. */
  readonly from: Uint8Array
  /** First key after the range. */
  readonly to: Uint8Array
  readonly order?: 'ascending' | 'descending'
  readonly limit?: number
}

export interface StoreEntry {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

/** One change of a batch; without a value it removes the key. */
export interface StoreChange {
  readonly key: Uint8Array
  readonly value: Uint8Array | undefined
}

/** Changes that take effect together. Keys and values belong to the batch: nobody writes to them any more. */
export class StoreBatch {
  private readonly list: StoreChange[] = []
  private readonly parts: Iterable<StoreChange>[] = []

  put(key: Uint8Array, value: Uint8Array): void {
    this.list.push({ key, value })
  }

  /** Adds changes of keys that are in no other change of the batch. They are asked for when the batch is written. */
  putAll(changes: Iterable<StoreChange>): void {
    this.parts.push(changes)
  }

  remove(key: Uint8Array): void {
    this.list.push({ key, value: undefined })
  }

  /** In the order in which they were added, those of `putAll` last; a later change of the same key wins. */
  *changes(): Generator<StoreChange> {
    yield* this.list
    for (const part of this.parts) yield* part
  }
}

/**
 * An ordered key-value store. Every implementation passes test/state/store/store-contract.ts.
 *
 * Reading one key is synchronous, because a contract cannot wait. What a batch changes is seen by readers all at once,
 * and never before `write` has it safe: code that runs without awaiting sees one state from its first read to its last.
 */
export interface Store {
  /** Names the store in messages: its directory. */
  readonly location: string
  /** Number of batches written since it was opened: whoever caches what it read forgets it when this changes. */
  readonly version: number
  get(key: Uint8Array): Uint8Array | undefined
  /** The entries of a range as they are when the iteration starts. */
  iterate(range: StoreRange): AsyncIterable<StoreEntry>
  /** Makes all changes of the batch or none. Batches take effect in the order of the calls. */
  write(batch: StoreBatch): Promise<void>
  /** Waits for the batches under way. The store is not used after that. */
  close(): Promise<void>
}

/** All keys that begin with `prefix`, which is not empty and not all 0xff. */
export function rangeOfPrefix(prefix: Uint8Array): StoreRange {
  const to = prefix.slice(0, prefix.findLastIndex((byte) => byte !== 0xff) + 1)
  const last = to.length - 1
  to[last] = (to[last] ?? 0) + 1
  return { from: prefix, to }
}
