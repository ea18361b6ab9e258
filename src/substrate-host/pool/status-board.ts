import type { TransactionListener, TransactionStatus } from './transaction-status.ts'

/** After these nothing more is said of a transaction. */
const lastKinds: ReadonlySet<TransactionStatus['kind']> = new Set([
  'finalized',
  'usurped',
  'dropped',
  'invalid',
])

/** Who hears what becomes of which transaction. */
export class StatusBoard {
  readonly #listeners = new Map<string, Set<TransactionListener>>()

  watch(name: string, listener: TransactionListener): void {
    const listeners = this.#listeners.get(name) ?? new Set()
    listeners.add(listener)
    this.#listeners.set(name, listeners)
  }

  tell(name: string, status: TransactionStatus): void {
    const listeners = this.#listeners.get(name)
    if (listeners === undefined) return
    if (lastKinds.has(status.kind)) this.#listeners.delete(name)
    for (const listener of [...listeners]) listener(status)
  }

  /** Nobody hears of the transaction any more; it was not taken. */
  forget(name: string): void {
    this.#listeners.delete(name)
  }
}
