import type {
  TransactionListener,
  TransactionStatus,
} from '../../src/substrate-host/pool/transaction-status.ts'

/** The statuses of a transaction, kept until somebody listens: some come before its client knows the subscription. */
export class StatusFeed {
  #kept: TransactionStatus[] = []
  #listener: TransactionListener | undefined

  /** Takes a status in. */
  readonly push: TransactionListener = (status) => {
    if (this.#listener === undefined) this.#kept.push(status)
    else this.#listener(status)
  }

  /** Hands `listener` what was kept, and everything that follows. Returns what ends that. */
  listen(listener: TransactionListener): () => void {
    this.#listener = listener
    const kept = this.#kept
    this.#kept = []
    for (const status of kept) listener(status)
    return () => {
      this.#listener = () => undefined
    }
  }
}
