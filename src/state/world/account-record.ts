import { toBigint, toMinimalBytes } from '../../primitives/big-endian.ts'
import { bytes32 } from '../../primitives/bytes32.ts'
import { EMPTY_CODE_HASH, EMPTY_TRIE_ROOT } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { GantryError } from '../../primitives/gantry-error.ts'
import { decodeRlp, encodeRlp, type RlpItem } from '../../primitives/rlp.ts'
import type { TrieAccount } from '../account.ts'
import { idBytes, type StorageId, toId } from './world-keys.ts'

/** No storage: the id of an account that has none. */
export const NO_STORAGE: StorageId = 0

/** An account as the flat state keeps it. */
export interface AccountRecord extends TrieAccount {
  /** Names the account's slots in the flat state; `NO_STORAGE` exactly when the storage root is that of nothing. */
  readonly storageId: StorageId
}

/** Bytes of an account are not what the program writes. */
export class InvalidAccountError extends GantryError {
  readonly code = 'INVALID_ACCOUNT'

  constructor(cause?: unknown) {
    super('An account in the store has a wrong encoding.', { docs: 'state.md', cause })
  }
}

const NOTHING: Uint8Array = new Uint8Array(0)

/** The leaf of the state trie (Yellow Paper, section 4.1). */
export function encodeTrieAccount(account: TrieAccount): Uint8Array {
  return encodeRlp([
    toMinimalBytes(account.nonce),
    toMinimalBytes(account.balance),
    account.storageRoot,
    account.codeHash,
  ])
}

/** @throws InvalidAccountError */
export function decodeTrieAccount(bytes: Uint8Array): TrieAccount {
  const [nonce, balance, storageRoot, codeHash] = fieldsOf(bytes, 4)
  return accountOf(nonce, balance, storageRoot, codeHash)
}

/** RLP of nonce, balance, storage root, code hash and storage id; roots and hashes of nothing are left empty. */
export function encodeAccountRecord(record: AccountRecord): Uint8Array {
  const { nonce, balance, storageRoot, codeHash, storageId } = record
  return encodeRlp([
    toMinimalBytes(nonce),
    toMinimalBytes(balance),
    equalBytes(storageRoot, EMPTY_TRIE_ROOT) ? NOTHING : storageRoot,
    equalBytes(codeHash, EMPTY_CODE_HASH) ? NOTHING : codeHash,
    storageId === NO_STORAGE ? NOTHING : idBytes(storageId),
  ])
}

/** @throws InvalidAccountError */
export function decodeAccountRecord(bytes: Uint8Array): AccountRecord {
  const [nonce, balance, storageRoot = NOTHING, codeHash = NOTHING, id] = fieldsOf(bytes, 5)
  const account = accountOf(
    nonce,
    balance,
    storageRoot.length === 0 ? EMPTY_TRIE_ROOT : storageRoot,
    codeHash.length === 0 ? EMPTY_CODE_HASH : codeHash,
  )
  return { ...account, storageId: toId(id ?? NOTHING) }
}

function accountOf(
  nonce = NOTHING,
  balance = NOTHING,
  storageRoot = NOTHING,
  codeHash = NOTHING,
): TrieAccount {
  return {
    nonce: toBigint(nonce),
    balance: toBigint(balance),
    storageRoot: bytes32(storageRoot),
    codeHash: bytes32(codeHash),
  }
}

function fieldsOf(bytes: Uint8Array, count: number): readonly Uint8Array[] {
  const fields = decoded(bytes)
  if (fields instanceof Uint8Array || fields.length !== count) throw new InvalidAccountError()
  return fields.map((field) => {
    if (field instanceof Uint8Array) return field
    throw new InvalidAccountError()
  })
}

function decoded(bytes: Uint8Array): RlpItem {
  try {
    return decodeRlp(bytes)
  } catch (error) {
    throw new InvalidAccountError(error)
  }
}
