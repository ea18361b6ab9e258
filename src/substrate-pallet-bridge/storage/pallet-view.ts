import { ADDRESS_LENGTH, type Address } from '../../primitives/address.ts'
import { ByteTable, NOT_FOUND } from '../../primitives/byte-table.ts'
import { BYTES32_LENGTH, type CodeHash, ZERO_BYTES32 } from '../../primitives/bytes32.ts'
import { EMPTY_CODE_HASH } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import type { Wei } from '../../primitives/quantity.ts'
import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import { startsWith } from '../../primitives/starts-with.ts'
import { type Account, CodeMissingError, type StateView } from '../../state/index.ts'
import { decodePalletAccount } from '../message/pallet-account.ts'
import type { PalletKeys } from './pallet-keys.ts'
import { PalletStorageError } from './pallet-storage-error.ts'
import type { StorageReads } from './storage-reads.ts'

/** The contract accounts of a pallet as one message sees them; they do not change while it runs. */
export class PalletView implements StateView {
  readonly #storage: StorageReads
  readonly #keys: PalletKeys
  /** The accounts that were read, by their numbers in the table. */
  readonly #numbers = new ByteTable(ADDRESS_LENGTH)
  readonly #accounts: (Account | undefined)[] = []
  /** What the keys of an account's slots begin with, by its number: a hash is saved for each slot but the first. */
  readonly #slots: (Uint8Array | undefined)[] = []

  constructor(storage: StorageReads, keys: PalletKeys) {
    this.#storage = storage
    this.#keys = keys
  }

  /** @throws PalletStorageError */
  account(address: Address): Account | undefined {
    return this.#accounts[this.#number(address)]
  }

  /** What the account has before the message. */
  balance(address: Address): Wei {
    return this.account(address)?.balance ?? 0n
  }

  /** @throws PalletStorageError */
  storage(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const slot = this.#keys.slot(this.#slotsOf(address), key, keyOffset)
    const value = this.#storage.get(slot)
    if (value === undefined) {
      target.fill(0, targetOffset, targetOffset + BYTES32_LENGTH)
      return
    }
    if (value.length !== BYTES32_LENGTH) throw new PalletStorageError('word', slot)
    target.set(value, targetOffset)
  }

  hasStorage(address: Address): boolean {
    const start = this.#slotsOf(address)
    const next = this.#storage.nextKey(start)
    return next !== undefined && startsWith(next, start)
  }

  /** @throws PalletStorageError @throws CodeMissingError */
  code(codeHash: CodeHash): Uint8Array {
    const key = this.#keys.code(codeHash)
    const stored = this.#storage.get(key)
    if (stored === undefined) throw new CodeMissingError(codeHash)
    return decoded('code', key, () => {
      const reader = new ScaleReader(stored)
      const code = reader.bytes()
      reader.end()
      return code
    })
  }

  #number(address: Address): number {
    const known = this.#numbers.find(address, 0)
    if (known !== NOT_FOUND) return known
    const account = this.#read(address)
    const number = this.#numbers.insert(address, 0)
    this.#accounts[number] = account
    return number
  }

  #read(address: Address): Account | undefined {
    const key = this.#keys.account(address)
    const stored = this.#storage.get(key)
    if (stored === undefined) return undefined
    const account = decoded('account', key, () => decodePalletAccount(stored))
    const hasCode = !equalBytes(account.codeHash, ZERO_BYTES32)
    return hasCode ? account : { ...account, codeHash: EMPTY_CODE_HASH }
  }

  #slotsOf(address: Address): Uint8Array {
    const number = this.#number(address)
    const known = this.#slots[number]
    if (known !== undefined) return known
    const slots = this.#keys.slots(address)
    this.#slots[number] = slots
    return slots
  }
}

function decoded<Value>(what: string, key: Uint8Array, decode: () => Value): Value {
  try {
    return decode()
  } catch (error) {
    throw new PalletStorageError(what, key, error)
  }
}
