import type { CodeHash, Hash } from '../primitives/bytes32.ts'
import { EMPTY_CODE_HASH } from '../primitives/empty-hashes.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import type { Wei } from '../primitives/quantity.ts'

/** An account as it is committed, without its storage (Yellow Paper, section 4.1). */
export interface Account {
  /** 0 to 2^64 - 2 (EIP-2681). */
  readonly nonce: bigint
  readonly balance: Wei
  readonly codeHash: CodeHash
}

/** An account as a leaf of the state trie: `[nonce, balance, storageRoot, codeHash]`. */
export interface TrieAccount extends Account {
  readonly storageRoot: Hash
}

/** An account that exists and has nothing. */
export const EMPTY_ACCOUNT: Account = { nonce: 0n, balance: 0n, codeHash: EMPTY_CODE_HASH }

/** No nonce, no balance and no code: empty in the sense of EIP-161, whatever its storage holds. */
export function isEmptyAccount(account: Account): boolean {
  return (
    account.nonce === 0n && account.balance === 0n && equalBytes(account.codeHash, EMPTY_CODE_HASH)
  )
}

/** Whether both are the same record; undefined is an account that does not exist. */
export function sameAccount(left: Account | undefined, right: Account | undefined): boolean {
  if (left === right) return true
  if (left === undefined || right === undefined) return false
  return (
    left.nonce === right.nonce &&
    left.balance === right.balance &&
    equalBytes(left.codeHash, right.codeHash)
  )
}
