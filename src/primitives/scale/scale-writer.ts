import { compactLength, writeCompact } from './compact.ts'

const INITIAL_LENGTH = 256
const TWO_TO_64 = 1n << 64n

/** Writes SCALE. Numbers have to fit their types: whoever calls has checked them. */
export class ScaleWriter {
  #bytes = new Uint8Array(INITIAL_LENGTH)
  #view = new DataView(this.#bytes.buffer)
  #length = 0

  u8(value: number): this {
    const at = this.#make(1)
    this.#bytes[at] = value
    return this
  }

  u32(value: number): this {
    const at = this.#make(4)
    this.#view.setUint32(at, value, true)
    return this
  }

  u64(value: bigint): this {
    const at = this.#make(8)
    this.#view.setBigUint64(at, value, true)
    return this
  }

  u128(value: bigint): this {
    return this.u64(value % TWO_TO_64).u64(value / TWO_TO_64)
  }

  bool(value: boolean): this {
    return this.u8(value ? 1 : 0)
  }

  /** Bytes of a type of fixed length. */
  fixed(bytes: Uint8Array): this {
    const at = this.#make(bytes.length)
    this.#bytes.set(bytes, at)
    return this
  }

  /** `Vec<u8>`. */
  bytes(bytes: Uint8Array): this {
    return this.compact(bytes.length).fixed(bytes)
  }

  /** `Vec`. */
  list<Item>(items: readonly Item[], write: (writer: this, item: Item) => void): this {
    this.compact(items.length)
    for (const item of items) write(this, item)
    return this
  }

  /** `Option`. */
  option<Value>(value: Value | undefined, write: (writer: this, value: Value) => void): this {
    if (value === undefined) return this.u8(0)
    this.u8(1)
    write(this, value)
    return this
  }

  /** A compact integer below 2^32. */
  compact(value: number): this {
    const at = this.#make(compactLength(value))
    writeCompact(this.#bytes, at, value)
    return this
  }

  /** What was written, as a copy. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  /** Makes room; returns where it is. */
  #make(length: number): number {
    const at = this.#length
    const end = at + length
    if (end > this.#bytes.length) this.#grow(end)
    this.#length = end
    return at
  }

  #grow(least: number): void {
    const bytes = new Uint8Array(Math.max(least, 2 * this.#bytes.length))
    bytes.set(this.#bytes)
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer)
  }
}
