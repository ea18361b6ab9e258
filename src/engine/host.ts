import type { Address } from '../primitives/address.ts'
import type { Bytes32, Hash } from '../primitives/bytes32.ts'
import type { Gas, Wei } from '../primitives/quantity.ts'
import type { ExecutionResult } from './execution-result.ts'
import type { Message } from './message.ts'

/** The block and the transaction that a message runs in: `evmc_tx_context`. One object per transaction. */
export interface TxContext {
  /** Effective gas price in wei (EIP-1559). */
  readonly gasPrice: Wei
  readonly origin: Address
  readonly coinbase: Address
  readonly blockNumber: bigint
  /** Seconds since the Unix epoch. */
  readonly timestamp: bigint
  readonly blockGasLimit: Gas
  /** Difficulty before Paris, RANDAO mix after it (EIP-4399). */
  readonly prevRandao: Bytes32
  readonly chainId: bigint
  /** Wei per gas (EIP-3198); 0 before London. */
  readonly baseFee: Wei
  /** Wei per blob gas (EIP-7516); 0 before Cancun. */
  readonly blobBaseFee: Wei
  readonly blobHashes: readonly Hash[]
  /** Most bytes of init code that a create may have where the revision limits it (EIP-3860); a chain's own number. */
  readonly maxInitCodeSize: number
}

/** What a write did to a slot, by the original, current and new value: `evmc_storage_status`, with its numbers. */
export const storageStatus = {
  assigned: 0,
  added: 1,
  deleted: 2,
  modified: 3,
  deletedAdded: 4,
  modifiedDeleted: 5,
  deletedRestored: 6,
  addedDeleted: 7,
  modifiedRestored: 8,
} as const
export type StorageStatus = (typeof storageStatus)[keyof typeof storageStatus]

/** Whether this transaction had touched an account or slot before (EIP-2929): `evmc_access_status`. */
export const accessStatus = { cold: 0, warm: 1 } as const
export type AccessStatus = (typeof accessStatus)[keyof typeof accessStatus]

/**
 * Lets a `Vm` keep slots aside while its code runs, where reading and writing them costs less than a call: it tells the host
 * what it wrote before it sends a message and when it is done.
 */
export interface HostSlots {
  /** Another number after anything but reading and accessing may have changed what slots hold, or which are warm. */
  readonly slotVersion: number
  /**
   * `accessStorage` and `getStorage` at once. The value goes to `target[targetOffset .. +32)`, and the one before the transaction
   * behind it (EIP-2200).
   */
  readSlot(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): AccessStatus
  /** The number of the slot that was read last, below 2^32. It stays the slot's as long as the transaction lasts. */
  readonly lastSlot: number
  /** Writes the slot with this number, whose value was known when `slotVersion` was what it is: `setStorage` without a search. */
  writeSlot(slot: number, value: Uint8Array, valueOffset: number): void
}

/**
 * What a contract can see of the world: EVMC's host interface, synchronous because a Wasm import cannot wait.
 *
 * Storage keys and values are 32 bytes at an offset of a buffer, which may be a contract's own memory: nothing is
 * allocated on the way. Implementations copy what they keep.
 *
 * @see https://github.com/ethereum/evmc/blob/master/include/evmc/evmc.h
 */
export interface Host {
  /** False for accounts that do not exist; from Spurious Dragon on also for empty ones (EIP-161). */
  accountExists(address: Address): boolean
  /** Reads a slot into `target`: zero when it was never written. */
  getStorage(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void
  setStorage(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    value: Uint8Array,
    valueOffset: number,
  ): StorageStatus
  /** Transient storage (EIP-1153), gone at the end of the transaction. */
  getTransientStorage(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void
  setTransientStorage(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    value: Uint8Array,
    valueOffset: number,
  ): void
  getBalance(address: Address): Wei
  /** The code of an account, empty when it has none. Not written to. */
  getCode(address: Address): Uint8Array
  /** Keccak-256 of the code; zero for an account that does not exist (EIP-1052). */
  getCodeHash(address: Address): Bytes32
  /**
   * Registers the account for deletion and moves its balance to `beneficiary` (EIP-6780 decides what that means).
   * @returns true when the account was not registered before in this transaction: the refund of 24,000 hangs on it.
   */
  selfdestruct(address: Address, beneficiary: Address): boolean
  /** Runs a nested message: checkpoint, transfer, code, rollback on failure. Never throws for a contract's failure. */
  call(message: Message): ExecutionResult
  getTxContext(): TxContext
  /** Hash of one of the 256 most recent complete blocks, else undefined. */
  getBlockHash(number: bigint): Hash | undefined
  /** `data` and `topics` are the host's to keep. */
  emitLog(address: Address, data: Uint8Array, topics: readonly Bytes32[]): void
  /** Marks the account as warm and says what it was (EIP-2929). Always warm before Berlin. */
  accessAccount(address: Address): AccessStatus
  accessStorage(address: Address, key: Uint8Array, keyOffset: number): AccessStatus
  /** Undefined where slots may not be kept aside: every access is asked for then. */
  readonly slots?: HostSlots | undefined
}
