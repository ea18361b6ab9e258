/** How long a transaction that turned out to be of no use is not looked at again. */
const BAN_MS = 30 * 60 * 1000

const MOST_BANS = 10_000

/** Transactions that are refused unseen for a while, by the names of their hashes. */
export class BanList {
  readonly #until = new Map<string, number>()
  readonly #nowMs: () => number

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs
  }

  ban(name: string): void {
    this.#until.delete(name)
    this.#until.set(name, this.#nowMs() + BAN_MS)
    const [oldest] = this.#until.keys()
    if (this.#until.size > MOST_BANS && oldest !== undefined) this.#until.delete(oldest)
  }

  isBanned(name: string): boolean {
    const until = this.#until.get(name)
    if (until === undefined) return false
    if (this.#nowMs() < until) return true
    this.#until.delete(name)
    return false
  }

  /** A transaction is welcome again: the block that it was in is no longer part of the chain. */
  lift(name: string): void {
    this.#until.delete(name)
  }
}
