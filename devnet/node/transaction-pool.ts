import type { RecoveredTransaction } from '../../src/chain/transaction/recovered-transaction.ts'
import type { SignedTransaction } from '../../src/chain/transaction/transaction.ts'
import { highestCost } from '../../src/chain/transition/check-sender.ts'
import type { Address } from '../../src/primitives/address.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { Wei } from '../../src/primitives/quantity.ts'
import { serverError } from '../chain-error-code.ts'

/** Transactions that wait, of one sender and of all. */
const MAX_PER_SENDER = 1024
const MAX_TRANSACTIONS = 16_384

/** A replacement must raise both fees by this many percent, so that replacing is not free. */
const MIN_RAISE_PERCENT = 10n

/** What waits of one sender. */
interface Queue {
  readonly byNonce: Map<bigint, RecoveredTransaction>
  /** What all of it may cost. */
  cost: Wei
}

/** The transactions that were accepted and not mined yet: with instant mining those that wait for an earlier nonce. */
export class TransactionPool {
  readonly #bySender = new Map<string, Queue>()
  readonly #byHash = new Map<string, RecoveredTransaction>()

  get size(): number {
    return this.#byHash.size
  }

  /** All that wait, in the order in which they came. */
  transactions(): IterableIterator<RecoveredTransaction> {
    return this.#byHash.values()
  }

  get(hash: Hash): RecoveredTransaction | undefined {
    return this.#byHash.get(toHex(hash))
  }

  /** The transaction of `sender` with this nonce. */
  find(sender: Address, nonce: bigint): RecoveredTransaction | undefined {
    return this.#bySender.get(toHex(sender))?.byNonce.get(nonce)
  }

  /** What all transactions of `sender` that wait may cost, those behind a gap too. */
  costOf(sender: Address): Wei {
    return this.#bySender.get(toHex(sender))?.cost ?? 0n
  }

  /** The transactions of `sender` that can be mined one after the other: with nonces from `nonce` on, without a gap. */
  following(sender: Address, nonce: bigint): RecoveredTransaction[] {
    const queue = this.#bySender.get(toHex(sender))?.byNonce
    const found: RecoveredTransaction[] = []
    let next = queue?.get(nonce)
    while (next !== undefined) {
      found.push(next)
      next = queue?.get(next.transaction.nonce + 1n)
    }
    return found
  }

  /**
   * Takes a transaction in, in place of one with the same sender and nonce when it pays enough more.
   * @throws RpcError when it is there already, pays too little to replace, or the pool is full
   */
  add(pooled: RecoveredTransaction): void {
    if (this.get(pooled.hash) !== undefined) throw serverError('already known')
    const { sender, transaction } = pooled
    const replaced = this.find(sender, transaction.nonce)
    if (replaced !== undefined) {
      if (!raisesFees(replaced.transaction, transaction)) {
        throw serverError('replacement transaction underpriced')
      }
      this.remove(replaced)
    }
    const queue = this.#bySender.get(toHex(sender)) ?? { byNonce: new Map(), cost: 0n }
    const { size } = queue.byNonce
    if (size >= MAX_PER_SENDER || this.size >= MAX_TRANSACTIONS) {
      throw serverError(`txpool is full: ${this.size} transactions wait, ${size} of this sender`)
    }
    queue.byNonce.set(transaction.nonce, pooled)
    queue.cost += highestCost(transaction)
    this.#bySender.set(toHex(sender), queue)
    this.#byHash.set(toHex(pooled.hash), pooled)
  }

  remove({ sender, transaction, hash }: RecoveredTransaction): void {
    const queue = this.#bySender.get(toHex(sender))
    if (!this.#byHash.delete(toHex(hash)) || queue === undefined) return
    queue.byNonce.delete(transaction.nonce)
    queue.cost -= highestCost(transaction)
    if (queue.byNonce.size === 0) this.#bySender.delete(toHex(sender))
  }
}

function raisesFees(old: SignedTransaction, replacement: SignedTransaction): boolean {
  const raised = (fee: bigint): bigint => (fee * (100n + MIN_RAISE_PERCENT)) / 100n
  return (
    replacement.maxFeePerGas >= raised(old.maxFeePerGas) &&
    replacement.maxPriorityFeePerGas >= raised(old.maxPriorityFeePerGas)
  )
}
