import { GantryError } from '../primitives/gantry-error.ts'
import { toHex } from '../primitives/hex.ts'
import { readCompact } from './scale-compact.ts'

const SHOWN_BYTES = 64
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Bytes that do not decode as the type they should have. */
export class ScaleError extends GantryError {
  readonly code = 'SUBSTRATE_SCALE'
  /** In Rust's words. */
  readonly type: string

  constructor(type: string, bytes: Uint8Array) {
    super(`These bytes are no ${type}.`, {
      details: `${bytes.length} bytes, beginning with ${toHex(bytes.subarray(0, SHOWN_BYTES))}.`,
    })
    this.type = type
  }
}

/** Reads SCALE from the beginning of some bytes. What it gives back are views of them. Every method throws ScaleError. */
export class ScaleReader {
  readonly #bytes: Uint8Array
  readonly #type: string
  #at = 0

  /** @param type what the bytes are, in Rust's words, for the error */
  constructor(bytes: Uint8Array, type: string) {
    this.#bytes = bytes
    this.#type = type
  }

  /** Whether everything was read. */
  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  /** The items of a vector, each as `item` reads it. */
  vector<Item>(item: () => Item): Item[] {
    const count = this.compact()
    if (count > this.#bytes.length) this.#refuse() // every item takes a byte at least
    return Array.from({ length: count }, item)
  }

  /** A `Vec<u8>`. */
  bytes(): Uint8Array {
    return this.fixed(this.compact())
  }

  /** A `String`. */
  text(): string {
    return utf8.decode(this.bytes())
  }

  /** As many bytes as `length` says. */
  fixed(length: number): Uint8Array {
    const end = this.#at + length
    if (end > this.#bytes.length) this.#refuse()
    const part = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return part
  }

  /** A `u8`. */
  u8(): number {
    return this.fixed(1)[0] as number
  }

  /** A `u32`. */
  u32(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.fixed(4)
    return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0
  }

  /** A compact integer below 2^32. */
  compact(): number {
    const compact = readCompact(this.#bytes, this.#at)
    if (compact === undefined) return this.#refuse()
    this.#at += compact.length
    return compact.value
  }

  #refuse(): never {
    throw new ScaleError(this.#type, this.#bytes)
  }
}
