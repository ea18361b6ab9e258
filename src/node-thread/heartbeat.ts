/** The sign of life that the node's thread gives and its supervisor reads: a counter in shared memory. */
export class Heartbeat {
  readonly buffer: SharedArrayBuffer
  readonly #counter: Int32Array

  /** A new heartbeat, or the other end of one. */
  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(4)) {
    this.buffer = buffer
    this.#counter = new Int32Array(buffer)
  }

  beat(): void {
    Atomics.add(this.#counter, 0, 1)
  }

  /** Beats so far; wraps around. */
  get count(): number {
    return Atomics.load(this.#counter, 0)
  }
}

/** How often the thread beats while its event loop turns. */
export const BEAT_MS = 100
