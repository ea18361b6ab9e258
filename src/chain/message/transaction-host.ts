import type { ExecutionResult } from '../../engine/execution-result.ts'
import {
  type AccessStatus,
  accessStatus,
  type Host,
  type HostSlots,
  type StorageStatus,
  type TxContext,
} from '../../engine/host.ts'
import type { Message } from '../../engine/message.ts'
import type { Revision } from '../../engine/revision.ts'
import { statusCode } from '../../engine/status-code.ts'
import { precompileAt } from '../../precompiles/precompile-table.ts'
import type { Address } from '../../primitives/address.ts'
import { type Bytes32, type Hash, ZERO_BYTES32 } from '../../primitives/bytes32.ts'
import type { Wei } from '../../primitives/quantity.ts'
import type { Checkpoint, State } from '../../state/index.ts'
import type { BlockContext } from '../block-context.ts'
import type { Machine } from '../machine.ts'
import { type ContractRules, contractRules } from '../rules/contract-rules.ts'
import { executeCall } from './call-message.ts'
import { executeCreate } from './create-message.ts'
import type { Log } from './log.ts'
import { notStarted } from './message-result.ts'

/** Messages may nest this deep (Yellow Paper, section 8). */
const MAX_DEPTH = 1024
/** Blocks back from the current one whose hashes contracts can see. */
const VISIBLE_BLOCK_HASHES = 256n

export interface TransactionHostOptions {
  readonly state: State
  readonly block: BlockContext
  readonly revision: Revision
  readonly machine: Machine
  readonly txContext: TxContext
}

/** A point to return to: state and logs. */
export interface HostCheckpoint {
  readonly state: Checkpoint
  readonly logs: number
}

/** What the contracts of one transaction see: the `Host` over the transaction's `State`. */
export class TransactionHost implements Host, HostSlots {
  readonly state: State
  readonly block: BlockContext
  readonly revision: Revision
  readonly rules: ContractRules
  readonly machine: Machine
  readonly #txContext: TxContext
  readonly #hasAccessLists: boolean
  #logs: Log[] = []

  constructor({ state, block, revision, machine, txContext }: TransactionHostOptions) {
    this.state = state
    this.block = block
    this.revision = revision
    this.rules = contractRules[revision]
    this.machine = machine
    this.#txContext = txContext
    this.#hasAccessLists = this.rules.accessLists === 'kept'
  }

  get logs(): readonly Log[] {
    return this.#logs
  }

  get slots(): HostSlots | undefined {
    return this
  }

  get slotVersion(): number {
    return this.state.slotVersion
  }

  checkpoint(): HostCheckpoint {
    return { state: this.state.checkpoint(), logs: this.#logs.length }
  }

  revertTo(checkpoint: HostCheckpoint): void {
    this.state.revertTo(checkpoint.state)
    this.#logs.length = checkpoint.logs
  }

  call(message: Message): ExecutionResult {
    if (message.depth > MAX_DEPTH) return notStarted(message, statusCode.callDepthExceeded)
    const isCreate = message.kind === 'create' || message.kind === 'create2'
    return isCreate ? executeCreate(this, message) : executeCall(this, message)
  }

  accountExists(address: Address): boolean {
    if (this.rules.touchedEmpty === 'deleted') return !this.state.isEmpty(address)
    return this.state.exists(address)
  }

  getStorage(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    this.state.storage(address, key, keyOffset, target, targetOffset)
  }

  setStorage(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    value: Uint8Array,
    valueOffset: number,
  ): StorageStatus {
    return this.state.setStorage(address, key, keyOffset, value, valueOffset)
  }

  readSlot(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): AccessStatus {
    const wasWarm = this.state.readSlot(address, key, keyOffset, target, targetOffset)
    return wasWarm || !this.#hasAccessLists ? accessStatus.warm : accessStatus.cold
  }

  get lastSlot(): number {
    return this.state.lastSlot
  }

  writeSlot(slot: number, value: Uint8Array, valueOffset: number): void {
    this.state.writeSlot(slot, value, valueOffset)
  }

  getTransientStorage(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    this.state.transientStorage(address, key, keyOffset, target, targetOffset)
  }

  setTransientStorage(
    address: Address,
    key: Uint8Array,
    keyOffset: number,
    value: Uint8Array,
    valueOffset: number,
  ): void {
    this.state.setTransientStorage(address, key, keyOffset, value, valueOffset)
  }

  getBalance(address: Address): Wei {
    return this.state.balance(address)
  }

  getCode(address: Address): Uint8Array {
    return this.state.code(address).bytes
  }

  getCodeHash(address: Address): Bytes32 {
    return this.accountExists(address) ? this.state.code(address).hash : ZERO_BYTES32
  }

  selfdestruct(address: Address, beneficiary: Address): boolean {
    const { state } = this
    const balance = state.balance(address)
    state.subtractBalance(address, balance)
    state.addBalance(beneficiary, balance)
    if (this.rules.selfdestruct === 'newAccounts' && !state.wasCreated(address)) return false
    // A contract that names itself burns what it has: the balance just arrived here again.
    state.subtractBalance(address, state.balance(address))
    return state.destruct(address)
  }

  getTxContext(): TxContext {
    return this.#txContext
  }

  getBlockHash(number: bigint): Hash | undefined {
    const { number: current } = this.block
    const isVisible = number >= 0n && number < current && current - number <= VISIBLE_BLOCK_HASHES
    return isVisible ? this.block.getBlockHash(number) : undefined
  }

  emitLog(address: Address, data: Uint8Array, topics: readonly Bytes32[]): void {
    this.#logs.push({ address, topics, data })
  }

  accessAccount(address: Address): AccessStatus {
    // Precompiles are warm from the start. To mark each of them would be most of what a small transaction takes.
    if (!this.#hasAccessLists || precompileAt(this.revision, address) !== undefined) {
      return accessStatus.warm
    }
    return this.state.warmAccount(address) ? accessStatus.warm : accessStatus.cold
  }

  accessStorage(address: Address, key: Uint8Array, keyOffset: number): AccessStatus {
    if (!this.#hasAccessLists) return accessStatus.warm
    return this.state.warmSlot(address, key, keyOffset) ? accessStatus.warm : accessStatus.cold
  }
}
