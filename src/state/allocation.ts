import type { Address } from '../primitives/address.ts'
import { type Bytes32, ZERO_BYTES32 } from '../primitives/bytes32.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { keccak256 } from '../primitives/keccak256.ts'
import type { Wei } from '../primitives/quantity.ts'
import { EMPTY_CODE } from './contract-code.ts'
import type { AccountDiff, StateDiff } from './state-diff.ts'

/** One account of a genesis or a test's first state. What is left out is zero or empty. */
export interface AllocatedAccount {
  readonly address: Address
  readonly nonce?: bigint
  readonly balance?: Wei
  readonly code?: Uint8Array
  readonly storage?: readonly { readonly key: Bytes32; readonly value: Bytes32 }[]
}

/** The diff that makes the empty state into `allocation`. No address and no key may be in it twice. */
export function diffOfAllocation(allocation: readonly AllocatedAccount[]): StateDiff {
  const allocated = allocation.map(diffOfAccount)
  return {
    accounts: allocated.map(({ diff }) => diff),
    codes: allocated.flatMap(({ hash, code }) => (code.length === 0 ? [] : [{ hash, code }])),
  }
}

function diffOfAccount(account: AllocatedAccount) {
  const code = account.code ?? EMPTY_CODE.bytes
  const hash = code.length === 0 ? EMPTY_CODE.hash : keccak256(code)
  const diff: AccountDiff = {
    address: account.address,
    account: { nonce: account.nonce ?? 0n, balance: account.balance ?? 0n, codeHash: hash },
    storageCleared: false,
    storage: (account.storage ?? []).filter(({ value }) => !equalBytes(value, ZERO_BYTES32)),
  }
  return { diff, hash, code }
}
