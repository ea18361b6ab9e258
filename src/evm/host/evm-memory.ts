import { ADDRESS_LENGTH, type Address, address } from '../../primitives/address.ts'
import { BYTES32_LENGTH, type Bytes32, bytes32 } from '../../primitives/bytes32.ts'

const ADDRESS_OFFSET = BYTES32_LENGTH - ADDRESS_LENGTH
const NONE = new Uint8Array(0)
/** `set` and `subarray` take as long together as a loop over so many bytes. */
const COPIED_BY_LOOP = 192
const REMEMBERED_ADDRESSES = 64
const WORD_OF_ONE_LIMB = 1n << 64n

/**
 * JavaScript's side of the interpreter's memory. Addresses are absolute. Interpreting may grow the memory, which
 * detaches what was taken from it: take `bytes` anew after every call into Wasm.
 */
export class EvmMemory {
  readonly wasm: WebAssembly.Memory
  /** By their last byte. */
  readonly #addresses: (Address | undefined)[] = new Array(REMEMBERED_ADDRESSES).fill(undefined)
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
    if (isShort(view, at)) return view.getBigUint64(at, true)
    const high = view.getBigUint64(at + 16, true) | (view.getBigUint64(at + 24, true) << 64n)
    const low = view.getBigUint64(at, true)
    return low | (view.getBigUint64(at + 8, true) << 64n) | (high << 128n)
  }

  /** The low 32 bits of a word on the stack: the whole of it for offsets and lengths that were charged for. */
  low32(at: number): number {
    return this.view.getUint32(at, true)
  }

  /** The address in the 32 bytes at `at`, most significant first. An address that was read lately is the same object again. */
  address(at: number): Address {
    const { bytes } = this
    const start = at + ADDRESS_OFFSET
    const place = (bytes[at + BYTES32_LENGTH - 1] ?? 0) % REMEMBERED_ADDRESSES
    const known = this.#addresses[place]
    if (known !== undefined && isAt(bytes, start, known)) return known
    const read = address(bytes.slice(start, start + ADDRESS_LENGTH))
    this.#addresses[place] = read
    return read
  }

  /** A copy of the 32 bytes at `at`. */
  bytes32(at: number): Bytes32 {
    return bytes32(this.bytes.slice(at, at + BYTES32_LENGTH))
  }

  /** A copy of `length` bytes; `at` is not looked at when there are none. */
  read(at: number, length: number): Uint8Array {
    return length === 0 ? NONE : this.bytes.slice(at, at + length)
  }

  /** Writes `length` bytes of `source` from `start` on. */
  write(at: number, source: Uint8Array, start = 0, length = source.length): void {
    const { bytes } = this
    if (length > COPIED_BY_LOOP) {
      bytes.set(length === source.length ? source : source.subarray(start, start + length), at)
      return
    }
    for (let i = 0; i < length; i++) bytes[at + i] = source[start + i] ?? 0
  }

  /** Writes a word as 32 bytes, most significant first. */
  writeWord(at: number, value: bigint): void {
    const { view } = this
    const isShort = value < WORD_OF_ONE_LIMB
    view.setBigUint64(at, isShort ? 0n : value >> 192n)
    view.setBigUint64(at + 8, isShort ? 0n : BigInt.asUintN(64, value >> 128n))
    view.setBigUint64(at + 16, isShort ? 0n : BigInt.asUintN(64, value >> 64n))
    view.setBigUint64(at + 24, BigInt.asUintN(64, value))
  }

  /** Writes a number below 2^32 as 32 bytes, most significant first. */
  writeNumber(at: number, value: number): void {
    const { view } = this
    view.setBigUint64(at, 0n)
    view.setBigUint64(at + 8, 0n)
    view.setBigUint64(at + 16, 0n)
    view.setBigUint64(at + 24, 0n)
    view.setUint32(at + 28, value)
  }

  writeAddress(at: number, value: Address): void {
    const { view } = this
    view.setBigUint64(at, 0n)
    view.setUint32(at + 8, 0)
    this.write(at + ADDRESS_OFFSET, value)
  }

  #refresh(): void {
    // A detached view has no bytes.
    if (this.#bytes.length !== 0) return
    this.#bytes = new Uint8Array(this.wasm.buffer)
    this.#view = new DataView(this.wasm.buffer)
  }
}

function isAt(bytes: Uint8Array, at: number, known: Address): boolean {
  for (let i = ADDRESS_LENGTH - 1; i >= 0; i--) if (bytes[at + i] !== known[i]) return false
  return true
}

/** Whether only the lowest limb of the word at `at` is not 0; without the bigints that reading the others makes. */
function isShort(view: DataView, at: number): boolean {
  const second = view.getUint32(at + 8, true) | view.getUint32(at + 12, true)
  const third = view.getUint32(at + 16, true) | view.getUint32(at + 20, true)
  return (second | third | view.getUint32(at + 24, true) | view.getUint32(at + 28, true)) === 0
}
