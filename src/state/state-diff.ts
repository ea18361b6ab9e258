import type { Address } from '../primitives/address.ts'
import type { Bytes32, CodeHash } from '../primitives/bytes32.ts'
import type { Account } from './account.ts'

/** How one account ended. */
export interface AccountDiff {
  readonly address: Address
  /** The account afterwards; undefined when it no longer exists. */
  readonly account: Account | undefined
  /** All earlier slots are gone (destructed, or created anew); `storage` comes after that. */
  readonly storageCleared: boolean
  /** Slots whose value differs from before, in the order of their first write; a zero value removes the slot. */
  readonly storage: readonly { readonly key: Bytes32; readonly value: Bytes32 }[]
}

/** What a transaction or a block changed, as plain data: what a block commits, a trace shows, a pallet writes back. */
export interface StateDiff {
  /** In the order in which the accounts were first touched. Unchanged accounts are not in it. */
  readonly accounts: readonly AccountDiff[]
  /** Codes deployed. */
  readonly codes: readonly { readonly hash: CodeHash; readonly code: Uint8Array }[]
}
