import type { Address } from '../primitives/address.ts'
import type { Bytes32, CodeHash } from '../primitives/bytes32.ts'
import type { Account } from './account.ts'

/** A storage slot that changed. */
export interface SlotDiff {
  readonly key: Bytes32
  /** The value afterwards; zero when the slot is gone. */
  readonly value: Bytes32
}

/** How one account ended. */
export interface AccountDiff {
  readonly address: Address
  /** The account afterwards; undefined when it no longer exists, and then `storageCleared` is true. */
  readonly account: Account | undefined
  /** All earlier slots are gone (destructed, or created anew); `storage` comes after that. */
  readonly storageCleared: boolean
  /** Slots whose value differs from before, in the order in which they were first seen. No slot is in it twice. */
  readonly storage: readonly SlotDiff[]
}

/** What a transaction or a block changed, as plain data: what a block commits, a trace shows, a pallet writes back. */
export interface StateDiff {
  /** In the order in which the accounts were first seen. Unchanged accounts are not in it; no account is in it twice. */
  readonly accounts: readonly AccountDiff[]
  /** Codes deployed. */
  readonly codes: readonly { readonly hash: CodeHash; readonly code: Uint8Array }[]
}
