/** How far a removal goes. */
export interface RemovalRange {
  /** Keys of the state below to go through at most; all of them without it. */
  readonly limit: number | undefined
  /** The key of the state below to begin with: what the removal before this one gave back. */
  readonly cursor: Uint8Array | undefined
}

/**
 * What a removal by prefix did (sp-io's `MultiRemovalResults`).
 * @see https://spec.polkadot.network/chap-host-api#sect-storage-clear-prefix
 */
export interface Removal {
  /** The first key of the state below that is left; `undefined` when none is. */
  readonly cursor: Uint8Array | undefined
  /** Keys of the state below that this removed. */
  readonly backend: number
  /** Those, and the keys that only the overlay had. */
  readonly unique: number
  /** Keys of the state below that were gone through. */
  readonly loops: number
}

/** A removal that found nothing. */
export const NOTHING_REMOVED: Removal = { cursor: undefined, backend: 0, unique: 0, loops: 0 }
