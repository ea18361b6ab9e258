import type { Address } from '../../primitives/address.ts'
import type { Bytes32, Hash } from '../../primitives/bytes32.ts'
import type { Gas, Wei } from '../../primitives/quantity.ts'
import type { TransactionType } from './transaction-type.ts'

/** An account that a transaction declares it will use, and slots of it (EIP-2930). */
export interface AccessListEntry {
  readonly address: Address
  readonly storageKeys: readonly Bytes32[]
}

/** An account's signed wish to run the code of another one (EIP-7702). */
export interface Authorization extends Signature {
  /** 0 for any chain. */
  readonly chainId: bigint
  readonly address: Address
  readonly nonce: bigint
}

/** An ECDSA signature over secp256k1. */
export interface Signature {
  /** Parity of the y coordinate of the curve point: 0 or 1 where it is valid. */
  readonly yParity: bigint
  readonly r: bigint
  readonly s: bigint
}

/**
 * A transaction of any type. Every field is there for every type: what a type does not have is empty or 0.
 *
 * Types with one gas price (legacy, EIP-2930) have it in both fee fields, as EIP-1559 reads them.
 */
export interface Transaction {
  readonly type: TransactionType
  /** Undefined for a legacy transaction without replay protection (EIP-155). */
  readonly chainId: bigint | undefined
  readonly nonce: bigint
  /** Wei per gas. */
  readonly maxPriorityFeePerGas: Wei
  /** Wei per gas. */
  readonly maxFeePerGas: Wei
  readonly gasLimit: Gas
  /** Undefined for a transaction that creates a contract. */
  readonly to: Address | undefined
  readonly value: Wei
  /** Call data, or init code. */
  readonly data: Uint8Array
  readonly accessList: readonly AccessListEntry[]
  /** Wei per blob gas (EIP-4844). */
  readonly maxFeePerBlobGas: Wei
  readonly blobVersionedHashes: readonly Hash[]
  readonly authorizationList: readonly Authorization[]
}

export interface SignedTransaction extends Transaction, Signature {}

/** The fields that have a natural empty value, for writing transactions down. */
export const emptyTransaction: Omit<Transaction, 'type' | 'chainId'> = {
  nonce: 0n,
  maxPriorityFeePerGas: 0n,
  maxFeePerGas: 0n,
  gasLimit: 0n,
  to: undefined,
  value: 0n,
  data: new Uint8Array(),
  accessList: [],
  maxFeePerBlobGas: 0n,
  blobVersionedHashes: [],
  authorizationList: [],
}
