import { AllocationError } from './allocation-error.ts'
import { type GuestMemory, PAGE_SIZE } from './guest-memory.ts'

/** Bytes before each allocation: the order, or the next free one, and whether it is taken. */
const HEADER_SIZE = 8
const SMALLEST_EXPONENT = 3
const LARGEST_ALLOCATION = 2 ** 25
/** One for each power of two from 8 bytes to 32 MiB. */
const ORDERS = 23
/** Ends a list of free allocations. */
const NIL = 0xffff_ffff
/** Bit 0 of the header's second word; the runtime's own allocator keeps an offset in the word's upper half. */
const OCCUPIED = 1

/**
 * The heap of a runtime: powers of two, taken from what was freed of that size or from the end.
 *
 * Pointers equal those of sc-allocator, which runtimes can observe; the memory grows only as far as it is needed, which
 * they do not.
 * @see https://spec.polkadot.network/chap-host-api#sect-ext-allocator-malloc
 */
export class FreeingBumpAllocator {
  readonly #memory: GuestMemory
  readonly #heapBase: number
  readonly #maxPages: number
  readonly #free = new Float64Array(ORDERS).fill(NIL)
  #bumper: number

  constructor(memory: GuestMemory, heapBase: number, maxPages: number) {
    this.#memory = memory
    this.#heapBase = Math.ceil(heapBase / HEADER_SIZE) * HEADER_SIZE
    this.#maxPages = maxPages
    this.#bumper = this.#heapBase
  }

  /** Where allocations begin. */
  get heapBase(): number {
    return this.#heapBase
  }

  /** Where memory begins that was never given away. */
  get bumper(): number {
    return this.#bumper
  }

  /** Forgets every allocation. */
  reset(): void {
    this.#free.fill(NIL)
    this.#bumper = this.#heapBase
  }

  /**
   * A pointer to `size` bytes, never 0.
   * @throws AllocationError
   */
  allocate(size: number): number {
    if (size > LARGEST_ALLOCATION) throw new AllocationError('requestTooLarge', size)
    const order = size <= 8 ? 0 : 32 - Math.clz32(size - 1) - SMALLEST_EXPONENT
    const header = this.#take(order)
    const { data } = this.#memory
    data.setInt32(header, order, true)
    data.setInt32(header + 4, OCCUPIED, true)
    return header + HEADER_SIZE
  }

  /**
   * Takes an allocation back.
   * @throws AllocationError
   */
  free(pointer: number): void {
    const header = pointer - HEADER_SIZE
    const { data } = this.#memory
    if (header < 0 || pointer > data.byteLength)
      throw new AllocationError('headerOutOfBounds', pointer)
    const order = data.getUint32(header, true)
    if ((data.getInt32(header + 4, true) & OCCUPIED) === 0 || order >= ORDERS) {
      throw new AllocationError('notAllocated', pointer)
    }
    data.setUint32(header, this.#free[order] as number, true)
    data.setInt32(header + 4, 0, true)
    this.#free[order] = header
  }

  #take(order: number): number {
    const header = this.#free[order] as number
    const size = HEADER_SIZE + 2 ** (order + SMALLEST_EXPONENT)
    if (header === NIL) return this.#bump(size)
    const { data } = this.#memory
    if (header + size > data.byteLength) throw new AllocationError('freeListDamaged', header)
    if ((data.getInt32(header + 4, true) & OCCUPIED) !== 0) {
      throw new AllocationError('freeListDamaged', header)
    }
    this.#free[order] = data.getUint32(header, true)
    return header
  }

  #bump(size: number): number {
    const header = this.#bumper
    const end = header + size
    if (end > this.#memory.size) this.#growTo(end)
    this.#bumper = end
    return header
  }

  #growTo(end: number): void {
    const pages = Math.ceil(end / PAGE_SIZE)
    const missing = pages - this.#memory.pages
    if (pages > this.#maxPages || !this.#memory.grow(missing)) {
      throw new AllocationError('outOfSpace', end)
    }
  }
}
