import { keyOfName, nameOfKey } from '../key-name.ts'
import type { StorageChange } from '../storage-changes.ts'
import { AppendValue } from './append-value.ts'
import type { Journal } from './journal.ts'
import { KeyOrder } from './key-order.ts'
import { entryState, OverlayEntry } from './overlay-entry.ts'
import { NOTHING_REMOVED, type Removal, type RemovalRange } from './removal.ts'

/** The keys and values below an `OverlayTable`. */
export interface TableBackend {
  get(key: Uint8Array): Uint8Array | undefined
  nextKey(key: Uint8Array): Uint8Array | undefined
}

interface NamedKey {
  readonly key: Uint8Array
  readonly name: string
}

/**
 * One trie's changes over what is below them, and what was read from there; entries are found by the names of their keys
 * (`nameOfKey`).
 *
 * A look-up costs the same however much is below; the order of the changed keys is made when it is asked for.
 */
export class OverlayTable {
  readonly #backend: TableBackend
  readonly #journal: Journal
  readonly #entries = new Map<string, OverlayEntry>()
  readonly #order = new KeyOrder()

  constructor(backend: TableBackend, journal: Journal) {
    this.#backend = backend
    this.#journal = journal
  }

  /** The value of an entry; of an append, a view that holds until the next one. */
  get(name: string): Uint8Array | undefined {
    const entry = this.#entry(name)
    if (entry.state === entryState.unread) this.#read(entry)
    return entry.bytes()
  }

  /** Sets the value of an entry, `undefined` removes it. The table keeps `value`. */
  set(name: string, value: Uint8Array | undefined): void {
    this.#change(this.#entry(name), value)
  }

  /** Adds an encoded item to the SCALE vector of an entry; what is there and is no vector is replaced. */
  append(name: string, item: Uint8Array): void {
    const entry = this.#entry(name)
    if (entry.state === entryState.unread) this.#read(entry)
    this.#journal.record(entry)
    entry.append ??= AppendValue.from(entry.value)
    entry.value = undefined
    this.#markChanged(entry)
    entry.append.append(item)
  }

  /** The smallest key above `key` that has a value. */
  nextKey(key: Uint8Array): Uint8Array | undefined {
    let below = this.#nextBelow(key)
    for (const entry of this.#order.from(nameOfKey(key), 'after')) {
      while (below !== undefined && below.name < entry.name) {
        if (!this.#isRemoved(below.name)) return below.key
        below = this.#nextBelow(below.key)
      }
      if (entry.isSet()) return entry.key
    }
    while (below !== undefined && this.#isRemoved(below.name)) below = this.#nextBelow(below.key)
    return below?.key
  }

  /**
   * Removes the keys that begin with `prefix`: all those of this table, which count only for `unique`, and of those below
   * at most `limit`, from `cursor` on. Keys below count even where they were removed before.
   */
  removePrefix(prefix: Uint8Array, range: RemovalRange): Removal {
    const name = nameOfKey(prefix)
    const overlaid = this.#removeOverlaid(name)
    const below = this.#removeBelow(name, range)
    return { ...below, unique: overlaid + below.backend }
  }

  /** What has changed, in the order of the keys. The values are copies where they could change again. */
  changes(): StorageChange[] {
    const changes: StorageChange[] = []
    for (const entry of this.#order) {
      const { state, value, append } = entry
      if (state !== entryState.changed) continue
      changes.push({ key: entry.key, value: append === undefined ? value : append.bytes().slice() })
    }
    return changes
  }

  #entry(name: string): OverlayEntry {
    const found = this.#entries.get(name)
    if (found !== undefined) return found
    const entry = new OverlayEntry(name)
    this.#entries.set(name, entry)
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

  #isRemoved(name: string): boolean {
    return this.#entries.get(name)?.isRemoved() === true
  }

  #removeOverlaid(prefix: string): number {
    let count = 0
    for (const entry of this.#order.from(prefix, 'at')) {
      if (!entry.name.startsWith(prefix)) break
      if (!entry.isSet()) continue
      this.#change(entry, undefined)
      count++
    }
    return count
  }

  #removeBelow(prefix: string, { limit, cursor }: RemovalRange): Removal {
    let below = this.#firstBelow(cursor ?? keyOfName(prefix))
    let loops = 0
    let backend = 0
    for (; below?.name.startsWith(prefix); below = this.#nextBelow(below.key)) {
      if (loops === limit) return { ...NOTHING_REMOVED, backend, loops, cursor: below.key }
      if (!this.#isRemoved(below.name)) {
        this.#change(this.#entry(below.name), undefined)
        backend++
      }
      loops++
    }
    return { ...NOTHING_REMOVED, backend, loops }
  }

  /** The smallest key below this table from `key` on. */
  #firstBelow(key: Uint8Array): NamedKey | undefined {
    if (this.#backend.get(key) === undefined) return this.#nextBelow(key)
    return { key, name: nameOfKey(key) }
  }

  #nextBelow(after: Uint8Array): NamedKey | undefined {
    const key = this.#backend.nextKey(after)
    return key && { key, name: nameOfKey(key) }
  }
}
