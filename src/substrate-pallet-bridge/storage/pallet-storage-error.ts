import { GantryError } from '../../primitives/gantry-error.ts'
import { toHex } from '../../primitives/hex.ts'

/** What lies in the pallet's storage is not what the pallet writes there: another format, or a damaged state. */
export class PalletStorageError extends GantryError {
  readonly code = 'PALLET_STORAGE'
  readonly key: Uint8Array

  constructor(what: string, key: Uint8Array, cause?: unknown) {
    const details = `Storage key: ${toHex(key)}.`
    super(`The pallet's storage holds no ${what} where one should be.`, {
      details,
      docs: 'substrate-bridge.md',
      cause,
    })
    this.key = key
  }
}
