import type { PooledTransaction } from './pooled-transaction.ts'

/** Transactions that need tags which nobody gives yet. */
export class FutureQueue {
  readonly #transactions = new Map<string, PooledTransaction>()
  /** What each still lacks. */
  readonly #missing = new Map<PooledTransaction, Set<string>>()
  /** Tag → who lacks it. */
  readonly #waiting = new Map<string, Set<PooledTransaction>>()
  #bytes = 0

  get size(): number {
    return this.#transactions.size
  }

  /** Bytes of all of them together. */
  get bytes(): number {
    return this.#bytes
  }

  get(name: string): PooledTransaction | undefined {
    return this.#transactions.get(name)
  }

  /** In the order in which they came. */
  values(): IterableIterator<PooledTransaction> {
    return this.#transactions.values()
  }

  add(transaction: PooledTransaction, missing: readonly string[]): void {
    this.#transactions.set(transaction.name, transaction)
    this.#missing.set(transaction, new Set(missing))
    this.#bytes += transaction.extrinsic.length
    for (const tag of missing) {
      const waiting = this.#waiting.get(tag) ?? new Set()
      waiting.add(transaction)
      this.#waiting.set(tag, waiting)
    }
  }

  remove(transaction: PooledTransaction): void {
    if (!this.#transactions.delete(transaction.name)) return
    this.#bytes -= transaction.extrinsic.length
    for (const tag of this.#missing.get(transaction) ?? []) {
      const waiting = this.#waiting.get(tag)
      waiting?.delete(transaction)
      if (waiting?.size === 0) this.#waiting.delete(tag)
    }
    this.#missing.delete(transaction)
  }

  /** Somebody gives `tag`. Removes and returns those that lack nothing any more. */
  satisfy(tag: string): readonly PooledTransaction[] {
    const complete: PooledTransaction[] = []
    for (const transaction of this.#waiting.get(tag) ?? []) {
      const missing = this.#missing.get(transaction)
      missing?.delete(tag)
      if (missing?.size === 0) complete.push(transaction)
    }
    this.#waiting.delete(tag)
    for (const transaction of complete) this.remove(transaction)
    return complete
  }

  /** The one that came first. */
  oldest(): PooledTransaction | undefined {
    const [first] = this.#transactions.values()
    return first
  }
}
