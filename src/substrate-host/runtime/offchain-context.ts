/** What an off-chain worker may do besides what every call may. */
export interface OffchainContext {
  readonly isValidator: boolean
  /** Submits an encoded extrinsic; whether the pool has taken it. */
  submitTransaction(extrinsic: Uint8Array): boolean
  /** Time in ms since 1970. */
  timestampMs(): number
  /** 32 bytes that nobody can foretell. */
  randomSeed(): Uint8Array
  readonly storage: OffchainStorage
}

/** What off-chain workers keep: the persistent storage, or the one of a fork. */
export type OffchainStorageKind = 'persistent' | 'local'

/** Storage that belongs to no state. */
export interface OffchainStorage {
  get(kind: OffchainStorageKind, key: Uint8Array): Uint8Array | undefined
  /** `undefined` removes the key. */
  set(kind: OffchainStorageKind, key: Uint8Array, value: Uint8Array | undefined): void
}
