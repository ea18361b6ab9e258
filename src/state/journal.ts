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

/**
 * The changes since the state was made, in order, as three columns of small integers.
 *
 * Columns and not one object per change: bench/state-journal.ts compares them.
 */
export class Journal {
  private readonly kinds: Change[] = []
  private readonly subjects: number[] = []
  private readonly previous: number[] = []
  private readonly records: (Account | undefined)[] = []

  get length(): Checkpoint {
    return this.kinds.length
  }

  push(kind: Change, subject: number, previous: number): void {
    this.kinds.push(kind)
    this.subjects.push(subject)
    this.previous.push(previous)
  }

  /** Notes that the record of `account` was `record` before. */
  pushAccount(account: number, record: Account | undefined): void {
    this.push(change.account, account, this.records.length)
    this.records.push(record)
  }

  /** The record that a change of kind `account` names by its `previous`; it is forgotten with the change. */
  takeAccount(previous: number): Account | undefined {
    const record = this.records[previous]
    this.records.length = previous
    return record
  }

  /**
   * Undoes the changes after `checkpoint`, last first.
   * @throws InvalidCheckpointError
   */
  revertTo(checkpoint: Checkpoint, target: Undo): void {
    const { kinds, subjects, previous } = this
    if (!(checkpoint >= 0 && checkpoint <= kinds.length)) {
      throw new InvalidCheckpointError(checkpoint, kinds.length)
    }
    for (let i = kinds.length - 1; i >= checkpoint; i--) {
      target.undo(kinds[i] ?? change.account, subjects[i] ?? 0, previous[i] ?? 0)
    }
    kinds.length = checkpoint
    subjects.length = checkpoint
    previous.length = checkpoint
  }
}
