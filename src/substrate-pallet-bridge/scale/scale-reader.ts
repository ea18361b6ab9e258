import { MalformedScaleError } from './malformed-scale-error.ts'

/**
 * Reads SCALE from hostile bytes: exactly one encoding of a value is taken, nothing is read beyond the end, and nothing
 * is allocated that the input does not have the bytes for.
 *
 * Every method throws `MalformedScaleError`. Byte strings are copies.
 *
 * @see https://docs.polkadot.com/reference/parachains/data-encoding/
 */
export class ScaleReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  u8(): number {
    return this.#view.getUint8(this.#take(1, 'a byte'))
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4, 'an u32'), true)
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#take(8, 'an u64'), true)
  }

  u128(): bigint {
    const at = this.#take(16, 'an u128')
    return (this.#view.getBigUint64(at + 8, true) << 64n) | this.#view.getBigUint64(at, true)
  }

  bool(): boolean {
    return this.choice(2, 'a bool') === 1
  }

  /** A byte below `end`: the index of an enum's variant, or whether an `Option` has a value. */
  choice(end: number, what: string): number {
    const at = this.#at
    const value = this.u8()
    if (value >= end) throw new MalformedScaleError(what, at)
    return value
  }

  /** As many bytes as a type of fixed length has. */
  fixed(length: number): Uint8Array {
    const at = this.#take(length, `${length} bytes`)
    return this.#bytes.slice(at, at + length)
  }

  /** `Vec<u8>`. */
  bytes(): Uint8Array {
    return this.fixed(this.compact())
  }

  /** `Vec` of items of at least one byte each. */
  list<Item>(item: (reader: ScaleReader) => Item): Item[] {
    const at = this.#at
    const length = this.compact()
    if (length > this.#bytes.length - this.#at) throw new MalformedScaleError('a shorter list', at)
    return Array.from({ length }, () => item(this))
  }

  /** `Option`. */
  option<Value>(value: (reader: ScaleReader) => Value): Value | undefined {
    return this.choice(2, 'an option') === 0 ? undefined : value(this)
  }

  /** A compact integer below 2^32, in its shortest form. */
  compact(): number {
    const at = this.#at
    const first = this.u8()
    const mode = first & 3
    if (mode === 0) return first >> 2
    const length = compactLengths[mode] ?? 0
    const value = mode === 3 ? this.#longCompact(first, at) : this.#shortCompact(first, length)
    if (value < (leastOfMode[mode] ?? 0)) throw new MalformedScaleError('the shortest form', at)
    return value
  }

  /** Nothing may be left. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new MalformedScaleError('the end', this.#at)
  }

  /** The value of one or two bytes more, without the two bits of the mode. */
  #shortCompact(first: number, length: number): number {
    let value = first
    let unit = 256
    for (let i = 1; i < length; i++) {
      value += this.u8() * unit
      unit *= 256
    }
    return Math.floor(value / 4)
  }

  #longCompact(first: number, at: number): number {
    // The upper six bits are the number of bytes less four; no length here needs more than four.
    if (first >> 2 !== 0) throw new MalformedScaleError('a number below 2^32', at)
    return this.u32()
  }

  #take(length: number, what: string): number {
    const at = this.#at
    if (length > this.#bytes.length - at) throw new MalformedScaleError(what, at)
    this.#at = at + length
    return at
  }
}

/** Bytes of a compact integer by its two lowest bits. */
const compactLengths = [1, 2, 4, 5]
/** The least value that needs the mode. */
const leastOfMode = [0, 64, 16_384, 1_073_741_824]
