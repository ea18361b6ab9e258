/** Hands out the files of a run by their index, each once, to all threads that hold the queue's buffer. */
export class FileQueue {
  readonly #next: Int32Array
  readonly #length: number

  /** @param buffer of `newBuffer`, shared by the queues of one run */
  constructor(length: number, buffer: SharedArrayBuffer = FileQueue.newBuffer()) {
    this.#length = length
    this.#next = new Int32Array(buffer)
  }

  static newBuffer(): SharedArrayBuffer {
    return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  }

  /** The index of a file that nobody has taken yet, undefined when there is none. */
  take(): number | undefined {
    const index = Atomics.add(this.#next, 0, 1)
    return index < this.#length ? index : undefined
  }
}
