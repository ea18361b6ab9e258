const utf8 = new TextEncoder()
const floatView = new DataView(new ArrayBuffer(8))

/**
 * Writes the primitives of the binary format into a buffer that grows. Integers take their shortest form.
 *
 * @see https://webassembly.github.io/spec/core/binary/values.html
 */
export class ByteWriter {
  private buffer: Uint8Array
  private used = 0

  constructor(capacity = 256) {
    this.buffer = new Uint8Array(capacity)
  }

  /** Bytes written. */
  get length(): number {
    return this.used
  }

  /** A view of what was written; the next write may move the buffer away from it. */
  view(): Uint8Array {
    return this.buffer.subarray(0, this.used)
  }

  /** A copy of what was written. */
  toBytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.slice(0, this.used)
  }

  /** Forgets what was written and keeps the buffer. */
  reset(): void {
    this.used = 0
  }

  byte(value: number): void {
    if (this.used === this.buffer.length) this.grow(1)
    this.buffer[this.used++] = value
  }

  /** An opcode as `opcode.ts` numbers them: one byte, or a prefix byte and a LEB128. */
  opcode(code: number): void {
    if (code < 0x100) {
      this.byte(code)
      return
    }
    this.byte(code >> 8)
    this.u32(code & 0xff)
  }

  /** An unsigned LEB128; `value` is an integer of 0 to 2^32 - 1. */
  u32(value: number): void {
    if (value < 0x80) {
      this.byte(value)
      return
    }
    this.reserve(5)
    let rest = value
    while (rest >= 0x80) {
      this.buffer[this.used++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.buffer[this.used++] = rest
  }

  /** An opcode of one byte and an immediate of 0 to 2^32 - 1. */
  withImmediate(code: number, immediate: number): void {
    this.reserve(6)
    this.buffer[this.used++] = code
    if (immediate < 0x80) this.buffer[this.used++] = immediate
    else this.u32(immediate)
  }

  /** A signed LEB128; `value` is an integer of -2^31 to 2^31 - 1. */
  s32(value: number): void {
    this.reserve(5)
    let rest = value | 0
    while (rest < -0x40 || rest >= 0x40) {
      this.buffer[this.used++] = (rest & 0x7f) | 0x80
      rest >>= 7
    }
    this.buffer[this.used++] = rest & 0x7f
  }

  /** A signed LEB128; `value` is an integer of -2^63 to 2^63 - 1. */
  s64(value: bigint): void {
    this.reserve(10)
    let rest = BigInt.asIntN(64, value)
    while (rest < -0x40n || rest >= 0x40n) {
      this.buffer[this.used++] = Number(rest & 0x7fn) | 0x80
      rest >>= 7n
    }
    this.buffer[this.used++] = Number(rest & 0x7fn)
  }

  f32(value: number): void {
    floatView.setFloat32(0, value, true)
    for (let index = 0; index < 4; index++) this.byte(floatView.getUint8(index))
  }

  f64(value: number): void {
    floatView.setFloat64(0, value, true)
    for (let index = 0; index < 8; index++) this.byte(floatView.getUint8(index))
  }

  bytes(source: Uint8Array): void {
    this.reserve(source.length)
    this.buffer.set(source, this.used)
    this.used += source.length
  }

  /** `source[start .. end)`: the copy of unchanged instructions. */
  span(source: Uint8Array, start: number, end: number): void {
    const length = end - start
    this.reserve(length)
    if (length < 32) {
      // A call of `set` costs more than a short loop.
      for (let index = start; index < end; index++) {
        this.buffer[this.used++] = source[index] as number
      }
      return
    }
    this.buffer.set(source.subarray(start, end), this.used)
    this.used += length
  }

  /** A vector of bytes: the length, then the bytes. */
  sized(source: Uint8Array): void {
    this.u32(source.length)
    this.bytes(source)
  }

  name(text: string): void {
    this.sized(utf8.encode(text))
  }

  private reserve(count: number): void {
    if (this.used + count > this.buffer.length) this.grow(count)
  }

  private grow(count: number): void {
    const larger = new Uint8Array(Math.max(2 * this.buffer.length, this.used + count))
    larger.set(this.view())
    this.buffer = larger
  }
}
