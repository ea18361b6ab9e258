import { type Address, address } from '../primitives/address.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { keccak256 } from '../primitives/keccak256.ts'

/** A hash of an account's 32 bytes: BLAKE2b-256 in FRAME's `HashTruncate<BlakeTwo256>`. */
export type AccountHash = (account: Uint8Array) => Uint8Array

/** Which contract account belongs to an account of the chain, and back where that can be told. */
export interface AddressMapping {
  toAddress(account: Uint8Array): Address
  /** Undefined where the account cannot be told from its address. */
  toAccount(address: Address): Uint8Array | undefined
}

const ADDRESS_LENGTH = 20
const ACCOUNT_LENGTH = 32
/** What the account of an Ethereum address ends in. */
const ETHEREUM_SUFFIX = new Uint8Array(ACCOUNT_LENGTH - ADDRESS_LENGTH).fill(0xee)

/** The last 20 bytes of a hash of the account: `HashTruncate`. Cannot be turned around. */
export function hashTruncate(hash: AccountHash): AddressMapping {
  return { toAddress: (account) => lastTwenty(hash(account)), toAccount: () => undefined }
}

/**
 * As `pallet_revive` does it: an account that ends in twelve bytes of `0xee` stands for the Ethereum address before them; any
 * other maps to the last 20 bytes of its hash. Back leads to the account that `mapped` knows (the pallet's
 * `OriginalAccounts`), else to the Ethereum address's own.
 * @param hash Default: Keccak-256, as there. The development runtime has BLAKE2b-256.
 */
export function reversibleMapping(
  mapped: (address: Address) => Uint8Array | undefined = () => undefined,
  hash: AccountHash = keccak256,
): AddressMapping {
  return {
    toAddress: (account) =>
      isEthereumAccount(account)
        ? address(account.slice(0, ADDRESS_LENGTH))
        : lastTwenty(hash(account)),
    toAccount: (where) => mapped(where) ?? ethereumAccount(where),
  }
}

/** The account that stands for an Ethereum address under the reversible mapping. */
export function ethereumAccount(where: Address): Uint8Array {
  const account = new Uint8Array(ACCOUNT_LENGTH)
  account.set(where)
  account.set(ETHEREUM_SUFFIX, ADDRESS_LENGTH)
  return account
}

function isEthereumAccount(account: Uint8Array): boolean {
  return (
    account.length === ACCOUNT_LENGTH &&
    equalBytes(account.subarray(ADDRESS_LENGTH), ETHEREUM_SUFFIX)
  )
}

function lastTwenty(digest: Uint8Array): Address {
  return address(digest.slice(digest.length - ADDRESS_LENGTH))
}
