import { HostPointerError } from './host-pointer-error.ts'

/** Size of a page of Wasm memory, in bytes. */
export const PAGE_SIZE = 65_536

/** The linear memory of a runtime as host functions see it: every range is checked. */
export class GuestMemory {
  readonly #memory: WebAssembly.Memory
  #bytes: Uint8Array<ArrayBuffer>
  #data: DataView<ArrayBuffer>
  #text: Buffer<ArrayBuffer>

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory
    this.#bytes = new Uint8Array(memory.buffer)
    this.#data = new DataView(memory.buffer)
    this.#text = Buffer.from(memory.buffer)
  }

  /** All of it; no longer to be used once the memory has grown. */
  get bytes(): Uint8Array<ArrayBuffer> {
    // Growth detaches the buffer, and what is detached has no bytes. Asking the memory each time takes ten times longer.
    if (this.#bytes.length === 0) this.#attach()
    return this.#bytes
  }

  /** All of it, for reading and writing words. */
  get data(): DataView<ArrayBuffer> {
    if (this.#bytes.length === 0) this.#attach()
    return this.#data
  }

  /** Size in bytes. */
  get size(): number {
    return this.bytes.length
  }

  /** Number of pages. */
  get pages(): number {
    return this.size / PAGE_SIZE
  }

  /** Adds pages; whether the machine had them. */
  grow(pages: number): boolean {
    try {
      this.#memory.grow(pages)
      return true
    } catch {
      return false
    }
  }

  /**
   * All bytes, after a look at the range.
   * @throws HostPointerError
   */
  checked(pointer: number, length: number): Uint8Array<ArrayBuffer> {
    const { bytes } = this
    if (pointer + length > bytes.length) throw new HostPointerError(pointer, length, bytes.length)
    return bytes
  }

  /**
   * The range where it is; it changes with the memory.
   * @throws HostPointerError
   */
  view(pointer: number, length: number): Uint8Array<ArrayBuffer> {
    return this.checked(pointer, length).subarray(pointer, pointer + length)
  }

  /**
   * A copy of the range.
   * @throws HostPointerError
   */
  copy(pointer: number, length: number): Uint8Array<ArrayBuffer> {
    return this.checked(pointer, length).slice(pointer, pointer + length)
  }

  /**
   * The range as the name of a key (`nameOfKey`), without an array of it.
   * @throws HostPointerError
   */
  name(pointer: number, length: number): string {
    this.checked(pointer, length)
    return this.#text.toString('latin1', pointer, pointer + length)
  }

  #attach(): void {
    this.#bytes = new Uint8Array(this.#memory.buffer)
    this.#data = new DataView(this.#memory.buffer)
    this.#text = Buffer.from(this.#memory.buffer)
  }
}
