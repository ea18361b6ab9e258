import { ADDRESS_LENGTH, type Address, address } from '../../primitives/address.ts'
import { writeWord } from '../../primitives/big-endian.ts'
import { BYTES32_LENGTH, type Bytes32, bytes32 } from '../../primitives/bytes32.ts'

const ADDRESS_OFFSET = BYTES32_LENGTH - ADDRESS_LENGTH
const NONE = new Uint8Array(0)

/**
 * JavaScript's side of the interpreter's memory. Addresses are absolute. Interpreting may grow the memory, which
 * detaches what was taken from it: take `bytes` anew after every call into Wasm.
 */
export class EvmMemory {
  readonly wasm: WebAssembly.Memory
  #bytes: Uint8Array
  #view: DataView

  constructor(pages: number) {
    this.wasm = new WebAssembly.Memory({ initial: pages })
    this.#bytes = new Uint8Array(this.wasm.buffer)
    this.#view = new DataView(this.wasm.buffer)
  }

  get bytes(): Uint8Array {
    this.#refresh()
    return this.#bytes
  }

  get view(): DataView {
    this.#refresh()
    return this.#view
  }

  /** The word at `at` as the stack holds it: four limbs, the least significant first. */
  word(at: number): bigint {
    const { view } = this
    const high = view.getBigUint64(at + 16, true) | (view.getBigUint64(at + 24, true) << 64n)
    const low = view.getBigUint64(at, true)
    if (high === 0n && view.getBigUint64(at + 8, true) === 0n) return low
    return low | (view.getBigUint64(at + 8, true) << 64n) | (high << 128n)
  }

  /** The low 32 bits of a word on the stack: the whole of it for offsets and lengths that were charged for. */
  low32(at: number): number {
    return this.view.getUint32(at, true)
  }

  /** A copy of the address in the 32 bytes at `at`, most significant first. */
  address(at: number): Address {
    return address(this.bytes.slice(at + ADDRESS_OFFSET, at + BYTES32_LENGTH))
  }

  /** A copy of the 32 bytes at `at`. */
  bytes32(at: number): Bytes32 {
    return bytes32(this.bytes.slice(at, at + BYTES32_LENGTH))
  }

  /** A copy of `length` bytes; `at` is not looked at when there are none. */
  read(at: number, length: number): Uint8Array {
    return length === 0 ? NONE : this.bytes.slice(at, at + length)
  }

  /** Writes a number as 32 bytes, most significant first. */
  writeWord(at: number, value: bigint): void {
    writeWord(this.bytes, at, value)
  }

  writeAddress(at: number, value: Address): void {
    const { bytes } = this
    bytes.fill(0, at, at + ADDRESS_OFFSET)
    bytes.set(value, at + ADDRESS_OFFSET)
  }

  #refresh(): void {
    // A detached view has no bytes.
    if (this.#bytes.length !== 0) return
    this.#bytes = new Uint8Array(this.wasm.buffer)
    this.#view = new DataView(this.wasm.buffer)
  }
}
