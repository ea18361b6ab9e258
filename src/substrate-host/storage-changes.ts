/** A key and its new value; `undefined` removes it. */
export interface StorageChange {
  readonly key: Uint8Array
  readonly value: Uint8Array | undefined
}

/** What changed in one default child trie. */
export interface ChildStorageChanges {
  /** The storage key without the prefix `:child_storage:default:`. */
  readonly child: Uint8Array
  readonly changes: readonly StorageChange[]
}

/** A transaction of the block whose bytes, the last `size` ones of the extrinsic, are to be kept or kept longer. */
export type TransactionIndexing =
  | {
      readonly kind: 'insert'
      readonly extrinsic: number
      readonly contextHash: Uint8Array
      readonly size: number
    }
  | { readonly kind: 'renew'; readonly extrinsic: number; readonly contextHash: Uint8Array }

/**
 * What a block changed, as plain data in the order of the keys; each key once.
 *
 * A key may have the value that it had before. Roots of child tries are not in `top` unless the runtime asked for one: who
 * commits the changes computes them from `children` and writes them after `top`.
 */
export interface StorageChanges {
  readonly top: readonly StorageChange[]
  /** In the order of `child`; none without changes. */
  readonly children: readonly ChildStorageChanges[]
  /** Entries of the node's own index for off-chain use; they belong to no state. */
  readonly offchainIndex: readonly StorageChange[]
  /** In the order in which the runtime asked. */
  readonly transactionIndex: readonly TransactionIndexing[]
}
