import { MalformedModuleError } from './malformed-module-error.ts'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Reads the primitives of the binary format from `bytes[position .. end)`.
 *
 * Throws MalformedModuleError at the first byte that is wrong, with its offset in the module.
 *
 * @see https://webassembly.github.io/spec/core/binary/values.html
 */
export class ByteReader {
  readonly bytes: Uint8Array
  position: number
  readonly end: number
  /** Offset of `bytes[0]` in the module: for error messages. */
  readonly base: number

  constructor(bytes: Uint8Array, position = 0, end: number = bytes.length, base = 0) {
    this.bytes = bytes
    this.position = position
    this.end = end
    this.base = base
  }

  /** Bytes left. */
  get remaining(): number {
    return this.end - this.position
  }

  /** Throws at `position`, by default the current one. */
  fail(reason: string, position: number = this.position): never {
    throw new MalformedModuleError(this.base + position, reason)
  }

  byte(): number {
    if (this.position >= this.end) this.fail('unexpected end')
    return this.bytes[this.position++] as number
  }

  /** An unsigned LEB128 of at most 32 bits. */
  u32(): number {
    const first = this.byte()
    return first < 0x80 ? first : this.u32Tail(first)
  }

  private u32Tail(first: number): number {
    let value = first & 0x7f
    for (let shift = 7; shift < 28; shift += 7) {
      const byte = this.byte()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
    const last = this.byte()
    if (last >= 0x80) this.fail('integer representation too long', this.position - 1)
    if (last > 0x0f) this.fail('integer too large', this.position - 1)
    return (value | (last << 28)) >>> 0
  }

  /** A signed LEB128 of at most 32 bits. */
  s32(): number {
    let value = 0
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return (value << (25 - shift)) >> (25 - shift)
    }
    const last = this.byte()
    if (last >= 0x80) this.fail('integer representation too long', this.position - 1)
    // Four value bits; the three above them repeat the sign.
    if (last > 0x07 && last < 0x78) this.fail('integer too large', this.position - 1)
    return value | (last << 28)
  }

  /** A signed LEB128 of at most 33 bits: an index, or a negative number that stands for a type. */
  s33(): number {
    let value = 0
    for (let factor = 1; factor < 2 ** 28; factor *= 128) {
      const byte = this.byte()
      if (byte < 0x80) return value + ((byte << 25) >> 25) * factor
      value += (byte & 0x7f) * factor
    }
    const last = this.byte()
    if (last >= 0x80) this.fail('integer representation too long', this.position - 1)
    if (last > 0x0f && last < 0x70) this.fail('integer too large', this.position - 1)
    return value + ((last << 25) >> 25) * 2 ** 28
  }

  /** Passes over a signed LEB128 of at most 64 bits. */
  skipS64(): void {
    for (let count = 0; count < 9; count++) if (this.byte() < 0x80) return
    const last = this.byte()
    if (last >= 0x80) this.fail('integer representation too long', this.position - 1)
    if (last !== 0x00 && last !== 0x7f) this.fail('integer too large', this.position - 1)
  }

  /** A signed LEB128 of at most 64 bits. */
  s64(): bigint {
    const start = this.position
    this.skipS64()
    let value = 0n
    for (let index = this.position - 1; index >= start; index--) {
      value = (value << 7n) | BigInt((this.bytes[index] as number) & 0x7f)
    }
    return BigInt.asIntN(Math.min(64, 7 * (this.position - start)), value)
  }

  /** Passes over `length` bytes. */
  skip(length: number): void {
    if (length > this.remaining) this.fail('unexpected end', this.end)
    this.position += length
  }

  /** A view of the next `length` bytes. */
  take(length: number): Uint8Array {
    const start = this.position
    this.skip(length)
    return this.bytes.subarray(start, this.position)
  }

  /**
   * The length of a vector whose items take at least `itemSize` bytes each: refused when the bytes cannot be there, so
   * that callers may allocate what is claimed.
   */
  count(itemSize = 1): number {
    const start = this.position
    const count = this.u32()
    if (count * itemSize > this.remaining) this.fail('length out of bounds', start)
    return count
  }

  /** A name: a vector of bytes that is UTF-8, without surrogates and without overlong forms. */
  name(): string {
    const length = this.u32()
    const start = this.position
    if (length > this.remaining) this.fail('length out of bounds')
    const bytes = this.take(length)
    try {
      return strictUtf8.decode(bytes)
    } catch {
      return this.fail('malformed UTF-8 encoding', start)
    }
  }
}
