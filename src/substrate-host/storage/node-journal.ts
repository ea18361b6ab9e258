import {
  rangeOfPrefix,
  type Store,
  type StoreBatch,
  type StoreChange,
  StoreCorruptError,
} from '../../state/index.ts'
import { nameOfKey } from '../key-name.ts'
import { archivingChanges, pruningChanges } from './journal-flush.ts'
import { decodeJournalRow, encodeJournalRow, type JournalRow } from './journal-row.ts'
import type { SpaceChanges } from './state-change.ts'
import { journalKey, rowKey, rowNumber, rowPrefix } from './state-keys.ts'

/** How much of the past is kept. */
export interface JournalOptions {
  /** `all`: every state stays readable. `recent`: those of the last blocks. */
  readonly keep: 'all' | 'recent'
  /** How many blocks behind the last one stay in the journal: these states are readable, and can be gone back to. */
  readonly blocks: number
  /** Rows that leave the journal together: what came and went within them is never written as an entry of its own. */
  readonly stride: number
}

/** Rows on their way from the journal to entries of their own. */
interface Flush {
  readonly changes: readonly StoreChange[]
  /** How many of the changes are in the store, or in the batch under way. */
  done: number
}

const NOTHING = new Uint8Array(0)

/** Where the journal ends: entries of their own hold the state after block `base`, or are being changed to that after `target`. */
interface JournalBounds {
  readonly base: number
  readonly target: number
  /** States of blocks before this one are no longer whole. */
  readonly pruned: number
}

/**
 * The trie nodes of the last blocks, a row a block, in front of those that have entries of their own.
 *
 * A block costs one entry, however many nodes it changes. Rows that are old enough become entries together and a few nodes
 * at a time; of the nodes that a state no longer needs most are gone by then. A row holds a node also where the store has
 * it, so that a node that comes back is never removed by what is still to be done for an earlier row.
 */
export class NodeJournal {
  readonly #store: Store
  readonly #options: JournalOptions
  /** By number of the block, ascending, as they are stored. */
  readonly #rows = new Map<number, Uint8Array>()
  /** Rows whose nodes are not in `#nodes` yet: on a small chain nobody ever asks for them. */
  readonly #fresh = new Set<number>()
  /** The nodes of the other rows; how many rows hold each. */
  readonly #nodes = new Map<string, { readonly record: Uint8Array; rows: number }>()
  #bounds: JournalBounds
  #flush: Flush | undefined

  private constructor(store: Store, options: JournalOptions, bounds: JournalBounds) {
    this.#store = store
    this.#options = options
    this.#bounds = bounds
  }

  /**
   * Reads the journal of a store.
   * @throws StoreCorruptError
   */
  static async open(store: Store, options: JournalOptions): Promise<NodeJournal> {
    const bounds = readBounds(store)
    const journal = new NodeJournal(store, options, bounds)
    for await (const { key, value } of store.iterate(rangeOfPrefix(rowPrefix))) {
      journal.#add(rowNumber(key), value)
    }
    if (bounds.target > bounds.base) journal.#beginFlush(bounds.target)
    return journal
  }

  /** The first block whose state is readable. */
  get oldest(): number {
    return this.#bounds.pruned
  }

  /** The first block that can be gone back to. */
  get oldestInJournal(): number {
    return this.#bounds.target
  }

  /** The record of a node. */
  load(key: Uint8Array): Uint8Array | undefined {
    for (const number of this.#fresh) this.#index(number)
    return this.#nodes.get(nameOfKey(key))?.record ?? this.#store.get(key)
  }

  /** Adds the row of a block to the batch; rows up to `final` may leave the journal. */
  append(batch: StoreBatch, number: number, spaces: readonly SpaceChanges[], final: number): void {
    const bytes = encodeJournalRow(spaces)
    batch.put(rowKey(number), bytes)
    this.#add(number, bytes)
    const target = Math.min(number - this.#options.blocks, final)
    if (this.#flush === undefined && target - this.#bounds.base >= this.#options.stride) {
      const pruned = this.#options.keep === 'all' ? this.#bounds.pruned : target
      this.#bounds = { ...this.#bounds, target, pruned }
      this.#beginFlush(target)
    }
    this.#continueFlush(batch)
  }

  /** Once the batch is safe: forgets the rows that have left the journal in it. */
  settle(): void {
    const { base } = this.#bounds
    for (const number of this.#rows.keys()) {
      if (number > base) return
      this.#forget(number)
    }
  }

  /** Takes the rows behind block `number` out of the journal, as if they had never been. Nobody reads their nodes any more. */
  revert(batch: StoreBatch, number: number): void {
    for (const later of [...this.#rows.keys()].filter((row) => row > number)) {
      batch.remove(rowKey(later))
      this.#forget(later)
    }
  }

  #add(number: number, row: Uint8Array): void {
    this.#rows.set(number, row)
    this.#fresh.add(number)
  }

  #row(number: number): JournalRow {
    const row = decodeJournalRow(this.#rows.get(number) ?? NOTHING)
    if (row !== undefined) return row
    throw new StoreCorruptError(
      this.#store.location,
      undefined,
      `Row ${number} of its journal cannot be read.`,
    )
  }

  #index(number: number): void {
    this.#fresh.delete(number)
    for (const { key, value } of this.#row(number).insertions) {
      const name = nameOfKey(key)
      const node = this.#nodes.get(name)
      if (node === undefined) this.#nodes.set(name, { record: value, rows: 1 })
      else node.rows++
    }
  }

  #forget(number: number): void {
    const isIndexed = !this.#fresh.delete(number)
    const nodes = isIndexed ? this.#row(number).insertions : []
    for (const { key } of nodes) {
      const name = nameOfKey(key)
      const node = this.#nodes.get(name)
      if (node !== undefined && --node.rows === 0) this.#nodes.delete(name)
    }
    this.#rows.delete(number)
  }

  #beginFlush(target: number): void {
    const rows = [...this.#rows]
      .filter(([number]) => number <= target)
      .map(([number]) => this.#row(number))
    const changes = this.#options.keep === 'all' ? archivingChanges(rows) : pruningChanges(rows)
    this.#flush = { changes, done: 0 }
  }

  /** A part of the changes goes into each batch, so that no block waits for all of them. */
  #continueFlush(batch: StoreBatch): void {
    if (this.#flush === undefined) return
    const { changes, done } = this.#flush
    const end = Math.min(changes.length, done + Math.ceil(changes.length / this.#options.stride))
    batch.putAll(changes.slice(done, end))
    this.#flush.done = end
    if (end === changes.length) this.#endFlush(batch)
    batch.put(journalKey, encodeBounds(this.#bounds))
  }

  #endFlush(batch: StoreBatch): void {
    const { target } = this.#bounds
    for (const number of this.#rows.keys()) {
      if (number <= target) batch.remove(rowKey(number))
    }
    this.#bounds = { ...this.#bounds, base: target }
    this.#flush = undefined
  }
}

const BOUNDS_LENGTH = 24

function encodeBounds({ base, target, pruned }: JournalBounds): Uint8Array {
  const bytes = new Uint8Array(BOUNDS_LENGTH)
  const view = new DataView(bytes.buffer)
  for (const [index, number] of [base, target, pruned].entries()) {
    view.setBigUint64(8 * index, BigInt(number))
  }
  return bytes
}

/** @throws StoreCorruptError */
function readBounds(store: Store): JournalBounds {
  const bytes = store.get(journalKey)
  if (bytes === undefined) return { base: 0, target: 0, pruned: 0 }
  if (bytes.length !== BOUNDS_LENGTH) {
    throw new StoreCorruptError(
      store.location,
      undefined,
      'The bounds of its journal cannot be read.',
    )
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const number = (index: number): number => Number(view.getBigUint64(8 * index))
  return { base: number(0), target: number(1), pruned: number(2) }
}
