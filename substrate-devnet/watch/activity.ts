import type { Clock } from '../node/clock.ts'

/**
 * How long a client may take over a block that it was told of. On a busy machine @polkadot/api asks about its first block
 * for 310 ms, with pauses of up to 100 ms; on one that is ten times overcommitted the pauses are as long as the first one,
 * so who is slow to begin gets more time.
 */
export const patience = {
  /** Without a request, once it has asked for the block. */
  quietMs: 200,
  /** The same, as a multiple of how long it took to ask for it. */
  quietFactor: 3,
  /** Before it asks for it at all: some clients never do. */
  unaskedMs: 1000,
  limitMs: 5000,
} as const

/** The first thing that a client asks for which looks for its transaction in a block. */
const BLOCK_REQUEST = '"chain_getBlock"'

interface Wait {
  readonly about: string
  readonly sinceMs: number
  /** When it asked for the block. */
  askedMs: number | undefined
}

/** What a client asks for and when, so that what would disturb it can wait. */
export class Activity {
  readonly #clock: Clock
  readonly #waits = new Set<Wait>()
  #lastMs: number

  /** @param clock in ms, never going back */
  constructor(clock: Clock) {
    this.#clock = clock
    this.#lastMs = clock()
  }

  /** A request has come. */
  asked(message: Uint8Array): void {
    this.#lastMs = this.#clock()
    if (this.#waits.size === 0) return
    const text = Buffer.from(message.buffer, message.byteOffset, message.length)
    if (!text.includes(BLOCK_REQUEST)) return
    for (const wait of this.#waits) if (text.includes(wait.about)) wait.askedMs ??= this.#lastMs
  }

  /** A request has been answered. */
  answered(): void {
    this.#lastMs = this.#clock()
  }

  /**
   * Calls `task` when the client seems to be done with a block that it has just been told of.
   * @param about the block's hash, as it comes in requests
   * @returns what ends the waiting
   */
  whenDone(about: string, task: () => void): () => void {
    const wait: Wait = { about, sinceMs: this.#clock(), askedMs: undefined }
    this.#waits.add(wait)
    let timer: NodeJS.Timeout
    const look = (): void => {
      const leftMs = this.#dueMs(wait) - this.#clock()
      if (leftMs > 0) {
        timer = setTimeout(look, Math.min(leftMs, patience.quietMs))
        return
      }
      this.#waits.delete(wait)
      task()
    }
    timer = setTimeout(look, patience.quietMs)
    return () => {
      this.#waits.delete(wait)
      clearTimeout(timer)
    }
  }

  #dueMs({ sinceMs, askedMs }: Wait): number {
    const limitMs = sinceMs + patience.limitMs
    if (askedMs === undefined) return sinceMs + patience.unaskedMs
    const quietMs = Math.max(patience.quietMs, patience.quietFactor * (askedMs - sinceMs))
    return Math.min(this.#lastMs + quietMs, limitMs)
  }
}
