import type { Flavor } from '../primitives/brand.ts'
import { GantryError } from '../primitives/gantry-error.ts'
import type { Account } from './account.ts'

/** A point that the state can go back to: the length of the journal at that time. */
export type Checkpoint = Flavor<number, 'Checkpoint'>

/**
 * What a journal entry undoes. `subject` and `previous` by kind:
 *
 * | kind | subject | previous |
 * |---|---|---|
 * | account | account | number of the earlier record, see `Journal.takeAccount` |
 * | accountFlags | account | earlier flags |
 * | accountGeneration | account | earlier generation of its storage |
 * | slotValue, slotOriginal | slot | earlier word |
 * | slotGeneration | slot | earlier generation |
 * | slotWarmed | slot | 0 |
 * | transientValue | transient slot | earlier word |
 */
export const change = {
  account: 0,
  accountFlags: 1,
  accountGeneration: 2,
  slotValue: 3,
  slotOriginal: 4,
  slotGeneration: 5,
  slotWarmed: 6,
  transientValue: 7,
} as const
export type Change = (typeof change)[keyof typeof change]

/** Takes back one change. */
export interface Undo {
  undo(kind: Change, subject: number, previous: number): void
}

/** A checkpoint that lies after the present, or was reverted over: a bug of the caller. */
export class InvalidCheckpointError extends GantryError {
  readonly code = 'INVALID_CHECKPOINT'

  constructor(checkpoint: Checkpoint, length: Checkpoint) {
    super(`Checkpoint ${checkpoint} is not between 0 and ${length}, the length of the journal.`)
  }
}

const FIELDS = 3
const INITIAL_CHANGES = 64

/**
 * The changes since the state was made, in order, each as three integers: kind, subject, previous.
 *
 * An `Int32Array` and not one object per change: it takes the same time (bench/state-journal.ts: 24 ns for a change and
 * its undo, 20 with objects), but a transaction with a hundred thousand changes leaves nothing to collect.
 */
export class Journal {
  private fields = new Int32Array(INITIAL_CHANGES * FIELDS)
  private end = 0
  /** The first `recordCount` count. */
  private readonly records: (Account | undefined)[] = []
  private recordCount = 0

  /** Forgets all changes. */
  restart(): void {
    this.end = 0
    this.recordCount = 0
  }

  /** Changes that there is room for. */
  get capacity(): number {
    return this.fields.length / FIELDS
  }

  get length(): Checkpoint {
    return this.end / FIELDS
  }

  push(kind: Change, subject: number, previous: number): void {
    if (this.end === this.fields.length) this.grow()
    this.fields[this.end] = kind
    this.fields[this.end + 1] = subject
    this.fields[this.end + 2] = previous
    this.end += FIELDS
  }

  /** Notes that the record of `account` was `record` before. */
  pushAccount(account: number, record: Account | undefined): void {
    this.push(change.account, account, this.recordCount)
    this.records[this.recordCount++] = record
  }

  /** The record that a change of kind `account` names by its `previous`; it is forgotten with the change. */
  takeAccount(previous: number): Account | undefined {
    this.recordCount = previous
    return this.records[previous]
  }

  /**
   * Undoes the changes after `checkpoint`, last first.
   * @throws InvalidCheckpointError
   */
  revertTo(checkpoint: Checkpoint, target: Undo): void {
    if (!(checkpoint >= 0 && checkpoint <= this.length)) {
      throw new InvalidCheckpointError(checkpoint, this.length)
    }
    const first = checkpoint * FIELDS
    for (let i = this.end - FIELDS; i >= first; i -= FIELDS) {
      const kind = this.fields[i] as Change // only `push` writes it
      target.undo(kind, this.fields[i + 1] ?? 0, this.fields[i + 2] ?? 0)
    }
    this.end = first
  }

  private grow(): void {
    const { fields } = this
    this.fields = new Int32Array(fields.length * 2)
    this.fields.set(fields)
  }
}
