import type { Address } from '../primitives/address.ts'
import type { CodeHash } from '../primitives/bytes32.ts'
import type { Account } from './account.ts'

/**
 * Read access to a world state: the flat store, a fork of a remote chain, a pallet's storage or a test's map.
 *
 * Synchronous: what is remote is fetched by another thread while this one waits.
 */
export interface StateView {
  account(address: Address): Account | undefined
  /** Reads the slot `key[keyOffset .. +32)` into `target[targetOffset .. +32)`: zero when it is not there. */
  storage(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void
  /** Whether any slot of the account is not zero (EIP-7610). An account that does not exist has none. */
  hasStorage(address: Address): boolean
  /** The code behind a hash that an account names. @throws when the store does not hold it. */
  code(codeHash: CodeHash): Uint8Array
}
