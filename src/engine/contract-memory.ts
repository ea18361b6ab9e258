import { halt } from './halt.ts'
import { statusCode } from './status-code.ts'

/**
 * A contract's linear memory as a host function sees it: every access is checked against the present size, and one
 * outside halts the contract with `invalidMemoryAccess`.
 *
 * Offsets and lengths are unsigned 32-bit integers as doubles, so that `offset + length` cannot wrap. Numbers in
 * memory are little-endian, as the EEI has them.
 */
export class ContractMemory {
  readonly #memory: WebAssembly.Memory
  #bytes: Uint8Array
  #view: DataView

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory
    this.#bytes = new Uint8Array(memory.buffer)
    this.#view = new DataView(memory.buffer)
  }

  /** The whole memory. Valid until the contract runs again, which may grow it. */
  get bytes(): Uint8Array {
    // Growing detaches the buffer, which empties the view: the cheapest sign there is, and right for 0 pages too.
    if (this.#bytes.length === 0) this.#refresh()
    return this.#bytes
  }

  /** Size in bytes. */
  get size(): number {
    return this.bytes.length
  }

  /** Halts when `[offset, offset + length)` is not inside. An empty range may begin at the very end, not behind it. */
  check(offset: number, length: number): void {
    if (offset + length > this.bytes.length) halt(statusCode.invalidMemoryAccess)
  }

  /** A copy of the bytes at `offset`. */
  read(offset: number, length: number): Uint8Array {
    this.check(offset, length)
    return this.#bytes.slice(offset, offset + length)
  }

  /** Copies all of `source` to `offset`. */
  write(offset: number, source: Uint8Array): void {
    this.check(offset, source.length)
    this.#bytes.set(source, offset)
  }

  /** Copies `[sourceOffset, sourceOffset + length)` of `source`, which must hold that range, to `offset`. */
  copyIn(source: Uint8Array, sourceOffset: number, offset: number, length: number): void {
    if (sourceOffset + length > source.length) halt(statusCode.invalidMemoryAccess)
    this.check(offset, length)
    this.#bytes.set(source.subarray(sourceOffset, sourceOffset + length), offset)
  }

  /** Writes `word`, a 32-byte big-endian number, as the 32-byte little-endian number that the EEI calls u256. */
  writeReversed(offset: number, word: Uint8Array): void {
    this.check(offset, word.length)
    this.#bytes.set(word, offset)
    this.#bytes.subarray(offset, offset + word.length).reverse()
  }

  /** Reads a u128. */
  readU128(offset: number): bigint {
    this.check(offset, 16)
    const view = this.#view
    const low = view.getBigUint64(offset, true)
    const high = view.getBigUint64(offset + 8, true)
    return high === 0n ? low : (high << 64n) | low
  }

  /** Writes a u128. A value beyond 128 bits halts with `argumentOutOfRange`. */
  writeU128(offset: number, value: bigint): void {
    if (value >> 128n !== 0n) halt(statusCode.argumentOutOfRange)
    this.check(offset, 16)
    this.#view.setBigUint64(offset, value & 0xffff_ffff_ffff_ffffn, true)
    this.#view.setBigUint64(offset + 8, value >> 64n, true)
  }

  #refresh(): void {
    this.#bytes = new Uint8Array(this.#memory.buffer)
    this.#view = new DataView(this.#memory.buffer)
  }
}
