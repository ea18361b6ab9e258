import {
  compactLength,
  MAX_COMPACT_LENGTH,
  readCompact,
  writeCompact,
} from '../../primitives/scale/compact.ts'

/** Where the items begin: before them is room for their count. */
const HEADER = MAX_COMPACT_LENGTH
const INITIAL_ITEM_BYTES = 256

/**
 * A SCALE vector that grows by appending: its items in a buffer with room behind them, and their count, which is written
 * before them when somebody asks for the value. An append costs what is appended, not what is there.
 * @see https://spec.polkadot.network/chap-host-api#sect-storage-append
 */
export class AppendValue {
  #buffer: Uint8Array
  #end: number
  #count: number

  private constructor(buffer: Uint8Array, end: number, count: number) {
    this.#buffer = buffer
    this.#end = end
    this.#count = count
  }

  /** A vector that holds what `value` encodes, or nothing where it does not begin with a compact length. */
  static from(value: Uint8Array | undefined): AppendValue {
    const start = value === undefined ? undefined : readCompact(value, 0)
    if (value === undefined || start === undefined) {
      return new AppendValue(new Uint8Array(HEADER + INITIAL_ITEM_BYTES), HEADER, 0)
    }
    const items = value.subarray(start.length)
    const buffer = new Uint8Array(HEADER + 2 * items.length + INITIAL_ITEM_BYTES)
    buffer.set(items, HEADER)
    return new AppendValue(buffer, HEADER + items.length, start.value)
  }

  /** Number of items. */
  get count(): number {
    return this.#count
  }

  /** Where the next item goes. */
  get end(): number {
    return this.#end
  }

  /** Adds one encoded item. */
  append(item: Uint8Array): void {
    const end = this.#end + item.length
    if (end > this.#buffer.length) this.#grow(end)
    this.#buffer.set(item, this.#end)
    this.#end = end
    this.#count = (this.#count + 1) >>> 0
  }

  /** Goes back to an earlier `count` and `end`. */
  truncate(count: number, end: number): void {
    this.#count = count
    this.#end = end
  }

  /** The encoded vector: a view that holds until the next append. */
  bytes(): Uint8Array {
    const start = HEADER - compactLength(this.#count)
    writeCompact(this.#buffer, start, this.#count)
    return this.#buffer.subarray(start, this.#end)
  }

  #grow(end: number): void {
    const buffer = new Uint8Array(2 * end)
    buffer.set(this.#buffer.subarray(0, this.#end))
    this.#buffer = buffer
  }
}
