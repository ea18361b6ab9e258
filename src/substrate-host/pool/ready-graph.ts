import type { PooledTransaction } from './pooled-transaction.ts'
import { TransactionHeap } from './transaction-heap.ts'

/** Transactions that can go into the next block, each behind those whose tags it needs. */
export class ReadyGraph {
  readonly #transactions = new Map<string, PooledTransaction>()
  /** Tag → who gives it. */
  readonly #providers = new Map<string, PooledTransaction>()
  /** Tag → who needs it. */
  readonly #dependents = new Map<string, Set<PooledTransaction>>()
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

  provider(tag: string): PooledTransaction | undefined {
    return this.#providers.get(tag)
  }

  /** In the order in which they came. */
  values(): IterableIterator<PooledTransaction> {
    return this.#transactions.values()
  }

  /** Adds one whose tags nobody else gives. */
  add(transaction: PooledTransaction): void {
    this.#transactions.set(transaction.name, transaction)
    this.#bytes += transaction.extrinsic.length
    for (const tag of transaction.validity.provides) this.#providers.set(tag, transaction)
    for (const tag of transaction.validity.requires) {
      const dependents = this.#dependents.get(tag) ?? new Set()
      dependents.add(transaction)
      this.#dependents.set(tag, dependents)
    }
  }

  /** Removes one alone: what it gave is there, or those that need it go with the next revalidation. */
  remove(transaction: PooledTransaction): void {
    if (!this.#transactions.delete(transaction.name)) return
    this.#bytes -= transaction.extrinsic.length
    for (const tag of transaction.validity.provides) {
      if (this.#providers.get(tag) === transaction) this.#providers.delete(tag)
    }
    for (const tag of transaction.validity.requires) {
      const dependents = this.#dependents.get(tag)
      dependents?.delete(transaction)
      if (dependents?.size === 0) this.#dependents.delete(tag)
    }
  }

  /** Removes one and all that need it, but for what needs only tags of `kept`. Returns them, each before those that need it. */
  removeWithDependents(
    first: PooledTransaction,
    kept: ReadonlySet<string> = new Set(),
  ): readonly PooledTransaction[] {
    const removed = [first]
    for (const transaction of removed) {
      if (!this.#transactions.has(transaction.name)) continue
      this.remove(transaction)
      for (const tag of transaction.validity.provides) {
        if (kept.has(tag)) continue
        removed.push(...(this.#dependents.get(tag) ?? []))
      }
    }
    return [...new Set(removed)]
  }

  /** All of them, the best first, each behind those that it needs. */
  *ordered(): Generator<PooledTransaction> {
    const heap = new TransactionHeap()
    const missing = new Map<PooledTransaction, number>()
    for (const transaction of this.#transactions.values()) {
      const needed = transaction.validity.requires.filter((tag) => this.#providers.has(tag)).length
      if (needed === 0) heap.push(transaction)
      else missing.set(transaction, needed)
    }
    for (let next = heap.pop(); next !== undefined; next = heap.pop()) {
      yield next
      for (const tag of next.validity.provides) {
        for (const dependent of this.#dependents.get(tag) ?? []) {
          const left = (missing.get(dependent) ?? 0) - 1
          missing.set(dependent, left)
          if (left === 0) heap.push(dependent)
        }
      }
    }
  }

  /** The one to drop when there is no room: the lowest priority, and of those the oldest. */
  worst(): PooledTransaction | undefined {
    let worst: PooledTransaction | undefined
    for (const transaction of this.#transactions.values()) {
      if (worst === undefined || transaction.validity.priority < worst.validity.priority) {
        worst = transaction
      }
    }
    return worst
  }
}
