import type { StorageChange } from '../storage-changes.ts'
import { AppendValue } from './append-value.ts'
import { compareBytes, startsWith } from './compare-bytes.ts'
import type { Journal } from './journal.ts'
import { KeyOrder } from './key-order.ts'
import { KeyTable, NO_ENTRY } from './key-table.ts'
import { entryState, OverlayEntry } from './overlay-entry.ts'
import { NOTHING_REMOVED, type Removal, type RemovalRange } from './removal.ts'

/** The keys and values below an `OverlayTable`. */
export interface TableBackend {
  get(key: Uint8Array): Uint8Array | undefined
  nextKey(key: Uint8Array): Uint8Array | undefined
}

/**
 * One trie's changes over what is below them, and what was read from there.
 *
 * A look-up costs the same however much is below; the order of the changed keys is made when it is asked for.
 */
export class OverlayTable {
  readonly #backend: TableBackend
  readonly #journal: Journal
  readonly #keys = new KeyTable()
  readonly #entries: OverlayEntry[] = []
  readonly #order = new KeyOrder()

  constructor(backend: TableBackend, journal: Journal) {
    this.#backend = backend
    this.#journal = journal
  }

  /** The value at the key; of an append, a view that holds until the next one. */
  get(source: Uint8Array, offset: number, length: number): Uint8Array | undefined {
    const entry = this.#entry(source, offset, length)
    if (entry.state === entryState.unread) this.#read(entry)
    return entry.bytes()
  }

  /** Sets the value at the key, `undefined` removes it. The table keeps `value`. */
  set(source: Uint8Array, offset: number, length: number, value: Uint8Array | undefined): void {
    this.#change(this.#entry(source, offset, length), value)
  }

  /** Adds an encoded item to the SCALE vector at the key; what is there and is no vector is replaced. */
  append(
    source: Uint8Array,
    offset: number,
    length: number,
    itemOffset: number,
    itemLength: number,
  ): void {
    const entry = this.#entry(source, offset, length)
    if (entry.state === entryState.unread) this.#read(entry)
    this.#journal.record(entry)
    entry.append ??= AppendValue.from(entry.value)
    entry.value = undefined
    this.#markChanged(entry)
    entry.append.append(source, itemOffset, itemLength)
  }

  /** The smallest key above `key` that has a value. */
  nextKey(key: Uint8Array): Uint8Array | undefined {
    let below = this.#backend.nextKey(key)
    for (const entry of this.#order.from(key, 'after')) {
      while (below !== undefined && compareBytes(below, entry.key) < 0) {
        if (!this.#isRemoved(below)) return below
        below = this.#backend.nextKey(below)
      }
      if (entry.isSet()) return entry.key
    }
    while (below !== undefined && this.#isRemoved(below)) below = this.#backend.nextKey(below)
    return below
  }

  /**
   * Removes the keys that begin with `prefix`: all those of this table, which count only for `unique`, and of those below
   * at most `limit`, from `cursor` on. Keys below count even where they were removed before.
   */
  removePrefix(prefix: Uint8Array, range: RemovalRange): Removal {
    const overlaid = this.#removeOverlaid(prefix)
    const below = this.#removeBelow(prefix, range)
    return { ...below, unique: overlaid + below.backend }
  }

  /** What has changed, in the order of the keys. The values are copies where they could change again. */
  changes(): StorageChange[] {
    const changes: StorageChange[] = []
    for (const { key, state, value, append } of this.#order) {
      if (state !== entryState.changed) continue
      changes.push({ key, value: append === undefined ? value : append.bytes().slice() })
    }
    return changes
  }

  #entry(source: Uint8Array, offset: number, length: number): OverlayEntry {
    const index = this.#keys.insert(source, offset, length)
    const found = this.#entries[index]
    if (found !== undefined) return found
    const entry = new OverlayEntry(this.#keys.key(index))
    this.#entries.push(entry)
    return entry
  }

  #read(entry: OverlayEntry): void {
    entry.value = this.#backend.get(entry.key)
    entry.state = entryState.read
  }

  #change(entry: OverlayEntry, value: Uint8Array | undefined): void {
    this.#journal.record(entry)
    entry.value = value
    entry.append = undefined
    this.#markChanged(entry)
  }

  #markChanged(entry: OverlayEntry): void {
    entry.state = entryState.changed
    if (entry.ordered) return
    entry.ordered = true
    this.#order.add(entry)
  }

  #isRemoved(key: Uint8Array): boolean {
    const index = this.#keys.find(key, 0, key.length)
    return index !== NO_ENTRY && (this.#entries[index] as OverlayEntry).isRemoved()
  }

  #removeOverlaid(prefix: Uint8Array): number {
    let count = 0
    for (const entry of this.#order.from(prefix, 'at')) {
      if (!startsWith(entry.key, prefix)) break
      if (!entry.isSet()) continue
      this.#change(entry, undefined)
      count++
    }
    return count
  }

  #removeBelow(prefix: Uint8Array, { limit, cursor }: RemovalRange): Removal {
    let key = this.#firstBelow(cursor ?? prefix)
    let loops = 0
    let backend = 0
    for (; key !== undefined && startsWith(key, prefix); key = this.#backend.nextKey(key)) {
      if (loops === limit) return { ...NOTHING_REMOVED, backend, loops, cursor: key }
      if (!this.#isRemoved(key)) {
        this.#change(this.#entry(key, 0, key.length), undefined)
        backend++
      }
      loops++
    }
    return { ...NOTHING_REMOVED, backend, loops }
  }

  /** The smallest key below this table from `key` on. */
  #firstBelow(key: Uint8Array): Uint8Array | undefined {
    return this.#backend.get(key) === undefined ? this.#backend.nextKey(key) : key
  }
}
