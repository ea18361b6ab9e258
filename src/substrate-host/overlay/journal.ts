import type { AppendValue } from './append-value.ts'
import { NoOpenTransactionError } from './no-open-transaction-error.ts'
import { type EntryState, NO_LAYER, type OverlayEntry } from './overlay-entry.ts'

/** What an entry was before its first change in a layer. */
interface Record {
  readonly entry: OverlayEntry
  readonly state: EntryState
  readonly value: Uint8Array | undefined
  readonly append: AppendValue | undefined
  /** Of `append`. */
  readonly count: number
  readonly end: number
}

interface Layer {
  readonly id: number
  /** Where its records begin. */
  readonly start: number
}

const OUTSIDE: Layer = { id: 0, start: 0 }

/** The open transactions of an overlay, and what undoes them. Outside of all transactions nothing is recorded. */
export class Journal {
  readonly #records: Record[] = []
  readonly #layers: Layer[] = []
  #layer = OUTSIDE
  #lastId = OUTSIDE.id

  /** Number of open transactions. */
  get depth(): number {
    return this.#layers.length
  }

  /** Opens a transaction within those that are open. */
  start(): void {
    this.#lastId++
    this.#layer = { id: this.#lastId, start: this.#records.length }
    this.#layers.push(this.#layer)
  }

  /** Closes the innermost transaction and keeps its changes. */
  commit(): void {
    this.#close()
    if (this.#layers.length === 0) this.#records.length = 0
  }

  /** Closes the innermost transaction and undoes its changes. */
  rollback(): void {
    const { start } = this.#close()
    for (let i = this.#records.length - 1; i >= start; i--) undo(this.#records[i] as Record)
    this.#records.length = start
  }

  /** To be called before `entry` changes. */
  record(entry: OverlayEntry): void {
    const { id } = this.#layer
    if (entry.layer === id) return
    entry.layer = id
    if (this.#layers.length === 0) return
    const { state, value, append } = entry
    const count = append === undefined ? 0 : append.count
    const end = append === undefined ? 0 : append.end
    this.#records.push({ entry, state, value, append, count, end })
  }

  #close(): Layer {
    const closed = this.#layers.pop()
    if (closed === undefined) throw new NoOpenTransactionError()
    this.#layer = this.#layers.at(-1) ?? OUTSIDE
    return closed
  }
}

function undo({ entry, state, value, append, count, end }: Record): void {
  entry.state = state
  entry.value = value
  entry.append = append
  entry.layer = NO_LAYER // what it is now may have been written in any layer
  append?.truncate(count, end)
}
