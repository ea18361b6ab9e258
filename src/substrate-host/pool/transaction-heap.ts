import { compareForBlock, type PooledTransaction } from './pooled-transaction.ts'

/** Gives transactions in the order of blocks, also those that come while it is being emptied. A binary heap. */
export class TransactionHeap {
  readonly #items: PooledTransaction[] = []

  push(transaction: PooledTransaction): void {
    const items = this.#items
    let at = items.length
    while (at > 0) {
      const above = (at - 1) >> 1
      const parent = items[above] as PooledTransaction
      if (compareForBlock(parent, transaction) <= 0) break
      items[at] = parent
      at = above
    }
    items[at] = transaction
  }

  pop(): PooledTransaction | undefined {
    const first = this.#items[0]
    const last = this.#items.pop()
    if (last !== undefined && this.#items.length > 0) this.#sink(last)
    return first
  }

  #sink(transaction: PooledTransaction): void {
    const items = this.#items
    let at = 0
    for (;;) {
      const left = 2 * at + 1
      if (left >= items.length) break
      const right = left + 1
      const isRightFirst =
        right < items.length &&
        compareForBlock(items[right] as PooledTransaction, items[left] as PooledTransaction) < 0
      const below = isRightFirst ? right : left
      const child = items[below] as PooledTransaction
      if (compareForBlock(transaction, child) <= 0) break
      items[at] = child
      at = below
    }
    items[at] = transaction
  }
}
