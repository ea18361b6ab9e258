import type { Address } from '../primitives/address.ts'
import { BYTES32_LENGTH, type CodeHash } from '../primitives/bytes32.ts'
import { equalBytes } from '../primitives/equal-bytes.ts'
import { keccak256 } from '../primitives/keccak256.ts'
import type { Wei } from '../primitives/quantity.ts'
import { UnreachableError } from '../primitives/unreachable-error.ts'
import { type Account, EMPTY_ACCOUNT, isEmptyAccount } from './account.ts'
import { AccountTable, accountFlag } from './account-table.ts'
import { BalanceOutOfRangeError } from './balance-out-of-range-error.ts'
import { CodeTable } from './code-table.ts'
import { type ContractCode, EMPTY_CODE } from './contract-code.ts'
import { type Change, type Checkpoint, change, Journal, type Undo } from './journal.ts'
import { type SlotStatus, statusOfWrite } from './slot-status.ts'
import { SlotTable } from './slot-table.ts'
import type { StateDiff } from './state-diff.ts'
import { diffOfTransaction, type FinishOptions } from './state-finish.ts'
import type { StateView } from './state-view.ts'
import { TransientStorage } from './transient-storage.ts'

const MAX_BALANCE = (1n << 256n) - 1n

/**
 * The state that one transaction sees and changes: a journal over a `StateView`, which stays as it is.
 *
 * Every change can be undone exactly, back to any checkpoint: records, code, storage, transient storage (EIP-1153), warm
 * sets (EIP-2929), marks of touched (EIP-161), created (EIP-6780) and destructed accounts. What happens when is the
 * caller's business; no rule of a revision is in here.
 *
 * Storage operations neither allocate nor convert: keys and values are 32 bytes at an offset of any buffer.
 */
export class State {
  private view: StateView
  /** Goes up when a slot's value changed, a storage was cleared, or anything was undone. Transient storage does not count. */
  slotVersion = 0
  /** The number of the slot that `readSlot` has read last. */
  lastSlot = 0
  private readonly codes: CodeTable
  private readonly accounts: AccountTable
  private readonly slots: SlotTable
  private readonly transient = new TransientStorage()
  private readonly journal = new Journal()
  /** Codes set in this transaction, also by messages that were reverted since. */
  private readonly deployed: ContractCode[] = []
  private readonly undoing: Undo = {
    undo: (kind, subject, previous) => this.undo(kind, subject, previous),
  }

  // A property, and no closure for every `finish`.
  private readonly codeOf = (hash: CodeHash): ContractCode => {
    if (hash === EMPTY_CODE.hash || equalBytes(hash, EMPTY_CODE.hash)) return EMPTY_CODE
    const known = this.codes.find(hash) ?? this.deployedCode(hash)
    return known ?? this.codes.intern(hash, this.view.code(hash))
  }

  /** @param codes shared by many states, so that the same code stays the same object */
  constructor(view: StateView, codes: CodeTable = new CodeTable()) {
    this.view = view
    this.codes = codes
    this.accounts = new AccountTable(view)
    this.slots = new SlotTable(view, this.accounts, this.journal)
  }

  /**
   * Begins another transaction over `view`, as a new state would, in the memory that this one has. Takes time by what the
   * last transaction saw, which must have ended; the diffs it gave stay as they are.
   */
  restart(view: StateView): void {
    this.view = view
    this.accounts.restart(view)
    this.slots.restart(view)
    this.transient.restart()
    this.journal.restart()
    if (this.deployed.length > 0) this.deployed.length = 0
  }

  /** Accounts, slots, words and changes that the transaction has made room for: what memory the state holds. */
  get size(): number {
    const { accounts, slots, transient, journal } = this
    const words = slots.words.size + transient.words.size
    return accounts.size + slots.size + transient.size + words + journal.capacity
  }

  /** Names the present, for `revertTo`. */
  checkpoint(): Checkpoint {
    return this.journal.length
  }

  /**
   * Undoes everything since `checkpoint`.
   * @throws InvalidCheckpointError
   */
  revertTo(checkpoint: Checkpoint): void {
    this.slotVersion++
    this.journal.revertTo(checkpoint, this.undoing)
  }

  /** What the transaction changed, as plain data. The state is not used after this, unless it is restarted. */
  finish(options: FinishOptions): StateDiff {
    const { view, accounts, slots, codeOf } = this
    return diffOfTransaction({ view, accounts, slots, codeOf }, options)
  }

  /** The record of the account, undefined when it does not exist. */
  account(where: Address): Account | undefined {
    return this.accounts.current[this.accounts.number(where)]
  }

  exists(where: Address): boolean {
    return this.account(where) !== undefined
  }

  /** No nonce, balance or code, or no account at all: dead in the sense of EIP-161. */
  isEmpty(where: Address): boolean {
    const record = this.account(where)
    return record === undefined || isEmptyAccount(record)
  }

  /** Makes the account exist and marks it as touched, so that it is deleted at the end if it is empty (EIP-161). */
  touch(where: Address): void {
    this.touchNumber(this.accounts.number(where))
  }

  /**
   * Marks the account as touched, if it exists at the end, and no revert takes that back.
   *
   * For one case on mainnet: a call to the precompile 0x03 ran out of gas and was reverted, and the clients of the time
   * deleted the empty account all the same. Whether that holds for a chain is the caller's to know.
   * @see https://github.com/ethereum/EIPs/issues/716
   */
  touchForGood(where: Address): void {
    const account = this.accounts.number(where)
    this.accounts.touchedForGood[account] = true
  }

  balance(where: Address): Wei {
    return this.account(where)?.balance ?? 0n
  }

  /**
   * Adds `amount` wei, which may be 0, and touches the account.
   * @throws BalanceOutOfRangeError
   */
  addBalance(where: Address, amount: Wei): void {
    this.setBalance(where, amount)
  }

  /**
   * Takes `amount` wei, which may be 0, and touches the account.
   * @throws BalanceOutOfRangeError when the account has less
   */
  subtractBalance(where: Address, amount: Wei): void {
    this.setBalance(where, -amount)
  }

  nonce(where: Address): bigint {
    return this.account(where)?.nonce ?? 0n
  }

  /** Touches the account. */
  setNonce(where: Address, nonce: bigint): void {
    const account = this.accounts.number(where)
    const { balance, codeHash } = this.touchNumber(account)
    this.setRecord(account, { nonce, balance, codeHash })
  }

  /** The code of the account. The same code is the same object, as long as the `CodeTable` remembers it. */
  code(where: Address): ContractCode {
    return this.codeOf(this.account(where)?.codeHash ?? EMPTY_CODE.hash)
  }

  /** Gives the account this code, which the caller no longer writes to, and touches it. */
  setCode(where: Address, bytes: Uint8Array): void {
    const code = bytes.length === 0 ? EMPTY_CODE : this.codes.intern(keccak256(bytes), bytes)
    if (code !== EMPTY_CODE) this.deployed.push(code)
    const account = this.accounts.number(where)
    const { nonce, balance } = this.touchNumber(account)
    this.setRecord(account, { nonce, balance, codeHash: code.hash })
  }

  /** Reads a slot into `target[targetOffset .. +32)`. */
  storage(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const slot = this.slots.loaded(this.accounts.number(where), key, keyOffset)
    this.slots.words.copyTo(this.slots.current[slot] ?? 0, target, targetOffset)
  }

  /** Writes a slot and says what that was, by original, current and new value (EIP-2200). */
  setStorage(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    value: Uint8Array,
    valueOffset: number,
  ): SlotStatus {
    const { words, original, current } = this.slots
    const slot = this.slots.loaded(this.accounts.number(where), key, keyOffset)
    const before = current[slot] ?? 0
    this.writeSlot(slot, value, valueOffset)
    const after = current[slot] ?? 0
    return after === before ? 0 : statusOfWrite(words, original[slot] ?? 0, before, after)
  }

  /** Writes the slot with this number, which `readSlot` has read since the account's storage was last cleared. */
  writeSlot(slot: number, value: Uint8Array, valueOffset: number): void {
    const { words, current } = this.slots
    const before = current[slot] ?? 0
    if (words.matches(before, value, valueOffset)) return
    current[slot] = words.push(value, valueOffset)
    this.slotVersion++
    this.journal.push(change.slotValue, slot, before)
  }

  /**
   * Adds the slot to the accessed storage keys, reads it into `target[targetOffset .. +32)` and the value that it had before
   * the transaction into the 32 bytes behind; true when it was in the set.
   */
  readSlot(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): boolean {
    const { words, original, current, warm } = this.slots
    const slot = this.slots.loaded(this.accounts.number(where), key, keyOffset)
    this.lastSlot = slot
    words.copyTo(current[slot] ?? 0, target, targetOffset)
    words.copyTo(original[slot] ?? 0, target, targetOffset + BYTES32_LENGTH)
    if (warm[slot] === 1) return true
    warm[slot] = 1
    this.journal.push(change.slotWarmed, slot, 0)
    return false
  }

  /** Reads the value that a slot had before the transaction into `target[targetOffset .. +32)`. */
  originalStorage(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const slot = this.slots.loaded(this.accounts.number(where), key, keyOffset)
    this.slots.words.copyTo(this.slots.original[slot] ?? 0, target, targetOffset)
  }

  /** Whether any slot of the account is not zero now (EIP-7610). */
  hasStorage(where: Address): boolean {
    const account = this.accounts.number(where)
    if (this.slots.anyNonZero(account)) return true
    return this.accounts.hasViewStorage(account) && this.view.hasStorage(where)
  }

  /** Reads a slot of transient storage into `target[targetOffset .. +32)` (EIP-1153). */
  transientStorage(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    target: Uint8Array,
    targetOffset: number,
  ): void {
    const word = this.transient.word(this.accounts.number(where), key, keyOffset)
    this.transient.words.copyTo(word, target, targetOffset)
  }

  setTransientStorage(
    where: Address,
    key: Uint8Array,
    keyOffset: number,
    value: Uint8Array,
    valueOffset: number,
  ): void {
    const { words, current } = this.transient
    const slot = this.transient.number(this.accounts.number(where), key, keyOffset)
    const before = current[slot] ?? 0
    if (words.matches(before, value, valueOffset)) return
    current[slot] = words.push(value, valueOffset)
    this.journal.push(change.transientValue, slot, before)
  }

  /** Adds the account to the accessed addresses; true when it was in them (EIP-2929). */
  warmAccount(where: Address): boolean {
    return !this.setFlag(this.accounts.number(where), accountFlag.warm)
  }

  /** Adds the slot to the accessed storage keys; true when it was in them (EIP-2929). */
  warmSlot(where: Address, key: Uint8Array, keyOffset: number): boolean {
    const slot = this.slots.number(this.accounts.number(where), key, keyOffset)
    if (this.slots.warm[slot] === 1) return true
    this.slots.warm[slot] = 1
    this.journal.push(change.slotWarmed, slot, 0)
    return false
  }

  /**
   * Starts a contract at the address: nonce 0, no code, empty storage, the balance it had. Cost does not depend on the
   * size of a storage that was there.
   */
  createAccount(where: Address): void {
    const account = this.accounts.number(where)
    const balance = this.touchNumber(account).balance
    this.setFlag(account, accountFlag.created)
    this.setRecord(account, { ...EMPTY_ACCOUNT, balance })
    const generation = this.accounts.generations[account] ?? 0
    this.accounts.generations[account] = generation + 1
    this.slotVersion++
    this.journal.push(change.accountGeneration, account, generation)
  }

  /** Whether `createAccount` made the account in this transaction (EIP-6780). */
  wasCreated(where: Address): boolean {
    return this.accounts.hasFlag(this.accounts.number(where), accountFlag.created)
  }

  /** Registers the account for deletion at the end; true when it was not registered before. Moves no balance. */
  destruct(where: Address): boolean {
    return this.setFlag(this.accounts.number(where), accountFlag.destructed)
  }

  /** Whether the account is registered for deletion. */
  wasDestructed(where: Address): boolean {
    return this.accounts.hasFlag(this.accounts.number(where), accountFlag.destructed)
  }

  private setBalance(where: Address, change: bigint): void {
    const account = this.accounts.number(where)
    const record = this.touchNumber(account)
    if (change === 0n) return
    const balance = record.balance + change
    if (balance < 0n || balance > MAX_BALANCE) throw new BalanceOutOfRangeError(where, balance)
    this.setRecord(account, { nonce: record.nonce, balance, codeHash: record.codeHash })
  }

  private deployedCode(hash: CodeHash): ContractCode | undefined {
    return this.deployed.find((code) => equalBytes(code.hash, hash))
  }

  /** The record of the account, which exists from now on. */
  private touchNumber(account: number): Account {
    this.setFlag(account, accountFlag.touched)
    const record = this.accounts.current[account]
    if (record !== undefined) return record
    this.setRecord(account, EMPTY_ACCOUNT)
    return EMPTY_ACCOUNT
  }

  private setRecord(account: number, record: Account): void {
    this.journal.pushAccount(account, this.accounts.current[account])
    this.accounts.current[account] = record
  }

  /** True when the flag was not set before. */
  private setFlag(account: number, flag: number): boolean {
    const flags = this.accounts.flags[account] ?? 0
    if ((flags & flag) !== 0) return false
    this.accounts.flags[account] = flags | flag
    this.journal.push(change.accountFlags, account, flags)
    return true
  }

  private undo(kind: Change, subject: number, previous: number): void {
    const { accounts, slots } = this
    // biome-ignore format: table
    switch (kind) {
      case change.slotValue:         slots.current[subject] = previous; return
      case change.slotWarmed:        slots.warm[subject] = previous; return
      case change.accountFlags:      accounts.flags[subject] = previous; return
      case change.account:           accounts.current[subject] = this.journal.takeAccount(previous); return
      case change.transientValue:    this.transient.current[subject] = previous; return
      case change.accountGeneration: accounts.generations[subject] = previous; return
      case change.slotOriginal:      slots.original[subject] = previous; return
      case change.slotGeneration:    slots.generations[subject] = previous; return
      default:                       throw new UnreachableError(kind)
    }
  }
}
