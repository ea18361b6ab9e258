import type { Address } from '../../primitives/address.ts'
import { BYTES32_LENGTH, type CodeHash } from '../../primitives/bytes32.ts'
import { concatBytes } from '../../primitives/concat-bytes.ts'
import { nameHash, storageMapKey } from '../../substrate-host/hashing/storage-key.ts'

/**
 * Where the pallet keeps what: the keys of its storage maps, `twox_128(pallet) ++ twox_128(item)`, then for each part of the
 * key `blake2_128(part) ++ part`.
 * @see substrate/pallet-ewasm/src/lib.rs
 */
export class PalletKeys {
  /** `twox_128` of the pallet's name. */
  readonly prefix: Uint8Array
  readonly #accounts: Uint8Array
  readonly #codes: Uint8Array
  readonly #storages: Uint8Array

  constructor(prefix: Uint8Array) {
    const item = (name: string): Uint8Array => concatBytes([prefix, nameHash(name)])
    this.prefix = prefix
    this.#accounts = item('Accounts')
    this.#codes = item('AccountCodes')
    this.#storages = item('AccountStorages')
  }

  /** Of `Accounts`. */
  account(address: Address): Uint8Array {
    return storageMapKey(this.#accounts, address)
  }

  /** Of `AccountCodes`. */
  code(hash: CodeHash): Uint8Array {
    return storageMapKey(this.#codes, hash)
  }

  /** What the keys of all slots of an account begin with. */
  slots(address: Address): Uint8Array {
    return storageMapKey(this.#storages, address)
  }

  /** Of `AccountStorages`. @param slots of the account @param source has the slot's key at `offset` */
  slot(slots: Uint8Array, source: Uint8Array, offset: number): Uint8Array {
    return storageMapKey(slots, source.subarray(offset, offset + BYTES32_LENGTH))
  }
}

/** The keys of the pallet with this name in the runtime, such as `Ewasm`. */
export function palletKeysOf(name: string): PalletKeys {
  return new PalletKeys(nameHash(name))
}
