import { ByteTable } from '../primitives/byte-table.ts'
import { BYTES32_LENGTH } from '../primitives/bytes32.ts'
import { type AccountTable, NO_SLOT } from './account-table.ts'
import { change, type Journal } from './journal.ts'
import type { StateView } from './state-view.ts'
import { WordArena, ZERO_WORD } from './word-arena.ts'

/** Generation of a slot that was only warmed: its value has not been read. */
const NOT_LOADED = -1

/** The storage slots that a transaction has seen, as columns by slot number; behind the last slot they hold anything. */
export class SlotTable {
  readonly words = new WordArena()
  /** The value before the transaction, as a word of `words` (EIP-2200's original value). */
  readonly original: number[] = []
  readonly current: number[] = []
  /** The generation of the account's storage that the two values belong to. */
  readonly generations: number[] = []
  /** 1 when the slot is in the set of accessed storage keys (EIP-2929). */
  readonly warm: number[] = []
  /** The account's slot that was seen next, or `NO_SLOT`. */
  private readonly next: number[] = []
  private readonly table = new ByteTable(BYTES32_LENGTH)
  private view: StateView
  private readonly accounts: AccountTable
  private readonly journal: Journal

  constructor(view: StateView, accounts: AccountTable, journal: Journal) {
    this.view = view
    this.accounts = accounts
    this.journal = journal
  }

  /** Forgets all slots. */
  restart(view: StateView): void {
    this.view = view
    this.table.clear()
    this.words.clear()
  }

  get size(): number {
    return this.table.size
  }

  /** The number of the slot; its value may not have been read yet. */
  number(account: number, key: Uint8Array, keyOffset: number): number {
    const { size } = this.table
    const slot = this.table.insert(key, keyOffset, account)
    if (slot === size) this.add(account, slot)
    return slot
  }

  /** The number of the slot, with `original` and `current` as they are now. */
  loaded(account: number, key: Uint8Array, keyOffset: number): number {
    const slot = this.number(account, key, keyOffset)
    if (this.generations[slot] !== this.accounts.generations[account]) this.load(account, slot)
    return slot
  }

  /** A copy of the slot's key. */
  key(slot: number): Uint8Array {
    return this.table.key(slot)
  }

  /** The slots of the account whose values count, in the order in which the transaction first saw them. */
  ofAccount(account: number): readonly number[] {
    const slots: number[] = []
    const generation = this.accounts.generations[account]
    let slot = this.accounts.firstSlots[account] ?? NO_SLOT
    while (slot !== NO_SLOT) {
      if (this.generations[slot] === generation) slots.push(slot)
      slot = this.next[slot] ?? NO_SLOT
    }
    return slots
  }

  /** Whether a slot of the account that was read or written is not zero. */
  anyNonZero(account: number): boolean {
    for (const slot of this.ofAccount(account)) {
      if (this.current[slot] !== ZERO_WORD) return true
    }
    return false
  }

  private add(account: number, slot: number): void {
    this.original[slot] = ZERO_WORD
    this.current[slot] = ZERO_WORD
    this.generations[slot] = NOT_LOADED
    this.warm[slot] = 0
    this.next[slot] = NO_SLOT

    const last = this.accounts.lastSlots[account] ?? NO_SLOT
    if (last === NO_SLOT) this.accounts.firstSlots[account] = slot
    else this.next[last] = slot
    this.accounts.lastSlots[account] = slot
  }

  private load(account: number, slot: number): void {
    if (this.accounts.generations[account] === 0) this.read(account, slot)
    else this.reset(account, slot)
  }

  /** Not journalled: what the view says stays true. */
  private read(account: number, slot: number): void {
    this.generations[slot] = 0
    if (!this.accounts.hasViewStorage(account)) return // both values are zero already
    const { words, table } = this
    const offset = words.reserve()
    const keyOffset = slot * BYTES32_LENGTH
    this.view.storage(this.accounts.address(account), table.keys, keyOffset, words.bytes, offset)
    const word = words.take()
    this.original[slot] = word
    this.current[slot] = word
  }

  /** The storage was cleared since the slot was read: it is zero, and was so before the transaction. */
  private reset(account: number, slot: number): void {
    const { journal, original, current, generations } = this
    journal.push(change.slotOriginal, slot, original[slot] ?? ZERO_WORD)
    journal.push(change.slotValue, slot, current[slot] ?? ZERO_WORD)
    journal.push(change.slotGeneration, slot, generations[slot] ?? NOT_LOADED)
    original[slot] = ZERO_WORD
    current[slot] = ZERO_WORD
    generations[slot] = this.accounts.generations[account] ?? 0
  }
}
