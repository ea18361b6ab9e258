/** Bytes of memory before anything runs. */
export interface InitialBytes {
  readonly offset: number
  readonly bytes: Uint8Array
}

/** Where things lie in the memory of a runtime. */
export interface MemoryLayout {
  readonly data: readonly InitialBytes[]
  readonly heapBase: number
  /** First value of its stack pointer, if it has one. */
  readonly stackPointer: number | undefined
}

/**
 * So much of the stack that was not written to ends what is looked at below. A frame may have a hole; one as large as
 * this leaves what is below it as it is, which only code can see that reads what it has not written.
 */
const WINDOW = 32 * 1024
const ZEROES = new Uint8Array(WINDOW)

/**
 * Brings the memory of a runtime back to what it was before anything ran.
 *
 * Of a runtime as compilers lay it out (its stack grows down to address 0 from where its data begins) only what it can have
 * written is restored: the stack as far as it was used, its data, and the heap as far as it was given away. Of every other
 * runtime all memory is.
 */
export class MemoryImage {
  readonly #data: readonly InitialBytes[]
  readonly #heapBase: number
  /** Where the stack ends and the data begins; `undefined` where they are not one above the other. */
  readonly #stackTop: number | undefined
  /** What is between `stackTop` and the heap. */
  readonly #image: Uint8Array

  constructor({ data, heapBase, stackPointer }: MemoryLayout) {
    const lowest = Math.min(...data.map(({ offset }) => offset))
    const highest = Math.max(...data.map(({ offset, bytes }) => offset + bytes.length))
    const isUsual = lowest === stackPointer && highest <= heapBase
    this.#data = data
    this.#heapBase = heapBase
    this.#stackTop = isUsual ? lowest : undefined
    this.#image = new Uint8Array(isUsual ? heapBase - lowest : 0)
    if (isUsual) write(data, this.#image, -lowest)
  }

  /** Restores `memory`, of which the heap has given away what is below `bumper`. */
  restore(memory: Uint8Array, bumper: number): void {
    const top = this.#stackTop
    if (top === undefined) {
      memory.fill(0)
      write(this.#data, memory, 0)
      return
    }
    wipeStack(memory, top)
    memory.set(this.#image, top)
    memory.fill(0, this.#heapBase, bumper)
  }
}

function write(data: readonly InitialBytes[], target: Uint8Array, shift: number): void {
  for (const { offset, bytes } of data) target.set(bytes, offset + shift)
}

function wipeStack(memory: Uint8Array, top: number): void {
  for (let end = top; end > 0; end -= WINDOW) {
    const start = Math.max(0, end - WINDOW)
    const window = memory.subarray(start, end)
    if (Buffer.compare(window, ZEROES.subarray(0, end - start)) === 0) return
    window.fill(0)
  }
}
