import type { Clock } from '../node/clock.ts'

/**
 * How long a client may take over a block that it was told of. Measured on a busy machine, @polkadot/api asks for the last
 * time 310 ms after it has heard of its first block, with pauses of up to 100 ms.
 */
export const patience = {
  /** Without a request, once it has asked about the block. */
  quietMs: 200,
  /** Before it asks about it at all: some clients never do. */
  unaskedMs: 1000,
  limitMs: 3000,
} as const

interface Wait {
  readonly about: string
  readonly sinceMs: number
  hasAsked: boolean
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
    for (const wait of this.#waits) wait.hasAsked ||= Buffer.from(message).includes(wait.about)
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
    const wait: Wait = { about, sinceMs: this.#clock(), hasAsked: false }
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

  #dueMs({ sinceMs, hasAsked }: Wait): number {
    const dueMs = hasAsked ? this.#lastMs + patience.quietMs : sinceMs + patience.unaskedMs
    return Math.min(dueMs, sinceMs + patience.limitMs)
  }
}
