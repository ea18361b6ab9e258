import type { Clock } from '../node/clock.ts'

/** When a client last asked for something, so that what would disturb it can wait. */
export class Activity {
  readonly #clock: Clock
  #lastMs: number

  /** @param clock in ms, never going back */
  constructor(clock: Clock) {
    this.#clock = clock
    this.#lastMs = clock()
  }

  /** The client has asked, or was told something that it will ask about. */
  mark(): void {
    this.#lastMs = this.#clock()
  }

  /** Calls `task` when the client has been quiet for `quietMs`, at the latest after `limitMs`. Returns what ends that. */
  whenQuiet(quietMs: number, limitMs: number, task: () => void): () => void {
    const deadline = this.#clock() + limitMs
    let timer: NodeJS.Timeout
    const look = (): void => {
      const now = this.#clock()
      const waitMs = Math.min(this.#lastMs + quietMs, deadline) - now
      if (waitMs <= 0) task()
      else timer = setTimeout(look, waitMs)
    }
    timer = setTimeout(look, quietMs)
    return () => clearTimeout(timer)
  }
}
