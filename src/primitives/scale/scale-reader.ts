import { MAX_COMPACT_LENGTH, readCompact } from './compact.ts'
import { encodeCompact } from './encode.ts'
import { MalformedScaleError } from './malformed-scale-error.ts'

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

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
  readonly #type: string | undefined
  #at = 0

  /** @param type what the bytes are, in Rust's words, for the error */
  constructor(bytes: Uint8Array, type?: string) {
    this.#bytes = bytes
    this.#type = type
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  /** Whether everything was read. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
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
    if (value >= end) this.#refuse(what, at)
    return value
  }

  /** What a table has for the next byte, the index of an enum's variant. */
  variant<Value>(values: Readonly<Record<number, Value>>, what: string): Value {
    const at = this.#at
    const value = values[this.u8()]
    return value ?? this.#refuse(what, at)
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

  /** `String`. */
  text(): string {
    return utf8.decode(this.bytes())
  }

  /** `Vec` of items of at least one byte each. */
  list<Item>(item: (reader: ScaleReader) => Item): Item[] {
    const at = this.#at
    const length = this.compact()
    if (length > this.#bytes.length - this.#at) this.#refuse('a shorter list', at)
    return Array.from({ length }, () => item(this))
  }

  /** `Option`. */
  option<Value>(value: (reader: ScaleReader) => Value): Value | undefined {
    return this.choice(2, 'an option') === 0 ? undefined : value(this)
  }

  /** A compact integer below 2^32, in its shortest form. */
  compact(): number {
    const compact = readCompact(this.#bytes, this.#at)
    if (compact === undefined) return this.#refuseCompact()
    this.#at += compact.length
    return compact.value
  }

  /** A compact integer of any size, in its shortest form. */
  compactBig(): bigint {
    const at = this.#at
    const first = this.u8()
    const mode = first & 3
    const more = mode === 3 ? (first >> 2) + 4 : (1 << mode) - 1
    const rest = littleEndian(this.fixed(more))
    const value = mode === 3 ? rest : (rest << 6n) | BigInt(first >> 2)
    if (encodeCompact(value).length !== 1 + more) this.#refuse('the shortest form', at)
    return value
  }

  /** Nothing may be left. */
  end(): void {
    if (!this.isAtEnd) this.#refuse('the end', this.#at)
  }

  #refuseCompact(): never {
    const at = this.#at
    const first = this.u8()
    if (first > 3 && (first & 3) === 3) this.#refuse('a number below 2^32', at)
    const end = at + (first === 3 ? MAX_COMPACT_LENGTH : 1 << (first & 3))
    if (end > this.#bytes.length) this.#refuse('a byte', this.#bytes.length)
    return this.#refuse('the shortest form', at)
  }

  #take(length: number, what: string): number {
    const at = this.#at
    if (length > this.#bytes.length - at) this.#refuse(what, at)
    this.#at = at + length
    return at
  }

  #refuse(expected: string, offset: number): never {
    throw new MalformedScaleError(expected, offset, this.#type)
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n)
}
