import { ADDRESS_LENGTH, type Address } from '../../primitives/address.ts'
import { ByteTable } from '../../primitives/byte-table.ts'
import type { CodeHash } from '../../primitives/bytes32.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import type { Account } from '../account.ts'
import { CodeMissingError } from '../code-missing-error.ts'
import { EMPTY_CODE } from '../contract-code.ts'
import type { StateView } from '../state-view.ts'
import type { Store } from '../store/store.ts'
import { type AccountRecord, decodeAccountRecord, NO_STORAGE } from './account-record.ts'
import { writeTrimmed } from './slot-value.ts'
import { accountKey, codeKey, slotKey } from './world-keys.ts'

/** Accounts remembered between two batches. */
const MAX_REMEMBERED = 4096

/** The state as it was last written, read from the flat entries: one read an account, one a slot. */
export class HeadView implements StateView {
  private readonly store: Store
  private readonly addresses = new ByteTable(ADDRESS_LENGTH)
  private records: (AccountRecord | undefined)[] = []
  private version: number

  constructor(store: Store) {
    this.store = store
    this.version = store.version
  }

  account(where: Address): Account | undefined {
    return this.record(where)
  }

  storage(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const id = this.record(where)?.storageId ?? NO_STORAGE
    const value = id === NO_STORAGE ? undefined : this.store.get(slotKey(id, key, keyOffset))
    writeTrimmed(value, target, targetOffset)
  }

  hasStorage(where: Address): boolean {
    return (this.record(where)?.storageId ?? NO_STORAGE) !== NO_STORAGE
  }

  code(codeHash: CodeHash): Uint8Array {
    if (equalBytes(codeHash, EMPTY_CODE.hash)) return EMPTY_CODE.bytes
    const code = this.store.get(codeKey(codeHash))
    if (code === undefined) throw new CodeMissingError(codeHash)
    return code
  }

  /** The account with its place in the flat state. */
  record(where: Address): AccountRecord | undefined {
    if (this.version !== this.store.version || this.addresses.size > MAX_REMEMBERED) this.forget()
    const account = this.addresses.insert(where, 0)
    if (account < this.records.length) return this.records[account]

    const bytes = this.store.get(accountKey(where))
    const record = bytes && decodeAccountRecord(bytes)
    this.records.push(record)
    return record
  }

  private forget(): void {
    this.version = this.store.version
    this.addresses.clear()
    this.records = []
  }
}
