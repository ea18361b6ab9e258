import type { BlockContext } from '../../src/chain/block-context.ts'
import type { Chain, Production } from '../../src/chain/chain.ts'
import {
  type RecoveredTransaction,
  receiveTransaction,
} from '../../src/chain/transaction/recovered-transaction.ts'
import type { TransactionRefusal } from '../../src/chain/transaction/transaction-refusal.ts'
import { checkBalance, checkSender, highestCost } from '../../src/chain/transition/check-sender.ts'
import { type Address, ZERO_ADDRESS } from '../../src/primitives/address.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import type { Wei } from '../../src/primitives/quantity.ts'
import { type AllocatedAccount, EMPTY_ACCOUNT, type StateView } from '../../src/state/index.ts'
import { chooseTransactions } from './choose-transactions.ts'
import type { Clock } from './clock.ts'
import { refusalError } from './refusal-message.ts'
import type { StateDump } from './state-dump.ts'
import type { TransactionPool } from './transaction-pool.ts'
import { Turns } from './turns.ts'

/** When blocks are mined: one for each transaction as it comes, or one at each `evm_mine` and tick. */
export type MiningMode = 'instant' | 'interval'

/** What a miner works with. */
export interface MinerOptions {
  readonly chain: Chain
  readonly pool: TransactionPool
  readonly clock: Clock
  readonly mode: MiningMode
  /** Told of each transaction that was accepted. */
  readonly onAccepted: (hash: Hash) => void
  /** Told of a transaction that was accepted and could not be mined after all, with the reason in words. */
  readonly onDropped: (hash: Hash, reason: string) => void
}

/** Accepts transactions and makes blocks of them, one at a time. */
export class Miner {
  readonly coinbase: Address = ZERO_ADDRESS
  readonly #options: MinerOptions
  readonly #turns = new Turns()

  constructor(options: MinerOptions) {
    this.#options = options
  }

  /** Nonce of the next transaction of `sender`, counting those that wait. */
  nextNonce(sender: Address): bigint {
    const { chain, pool } = this.#options
    const mined = chain.stateAt(chain.head).account(sender)?.nonce ?? 0n
    return mined + BigInt(pool.following(sender, mined).length)
  }

  /**
   * Takes an encoded transaction in. With instant mining it resolves when the transaction's block is safe in the store,
   * or when it waits in the pool for an earlier nonce.
   * @throws RpcError when the transaction is refused; nothing changes then
   */
  async submit(bytes: Uint8Array): Promise<Hash> {
    const { chain } = this.#options
    const context = this.#nextContext()
    const received = receiveTransaction(bytes, chain.revisionAt(context), context.chain)
    if (!received.ok) throw refusalError(received.refusal)
    const { transaction, hash, sender } = received
    await this.#turns.run(() => this.#accept({ transaction, hash, sender }))
    return hash
  }

  /** Mines one block of the transactions that can be executed now; an empty one when there are none. */
  mine(): Promise<void> {
    return this.#turns.run(async () => {
      const { chain, pool } = this.#options
      const context = this.#nextContext()
      const view = chain.stateAt(chain.head)
      const nonceOf = (sender: Address): bigint => view.account(sender)?.nonce ?? 0n
      await this.#produceOrPart(context, chooseTransactions(pool, context, nonceOf))
    })
  }

  /** The latest state, every account of it, as it is between two blocks. */
  dump(): Promise<StateDump> {
    return this.#turns.run(async () => {
      const { chain } = this.#options
      const accounts: AllocatedAccount[] = []
      for await (const account of chain.dump()) accounts.push(account)
      return { root: chain.head.header.stateRoot, accounts }
    })
  }

  /** Resolves when all that was submitted before is done. */
  settled(): Promise<void> {
    return this.#turns.run(async () => undefined)
  }

  async #accept(pooled: RecoveredTransaction): Promise<void> {
    const { chain, pool, mode, onAccepted } = this.#options
    const context = this.#nextContext()
    const view = chain.stateAt(chain.head)
    const refusal = checkSender(view, context, pooled, chain.revisionAt(context))
    if (refusal !== undefined && refusal.code !== 'NONCE_TOO_HIGH') throw refusalError(refusal)
    const unpaid =
      checkBalance(view, pooled, pool.costOf(pooled.sender)) && // most can pay for all that wait
      checkBalance(view, pooled, this.#reserved(view, pooled))
    if (unpaid !== undefined) throw refusalError(unpaid)
    pool.add(pooled)
    if (mode === 'instant' && refusal === undefined) await this.#mineFrom(pooled)
    onAccepted(pooled.hash)
  }

  /** What the sender's transactions that can be mined next may cost without this one, which may replace one of them. */
  #reserved(view: StateView, { sender, transaction }: RecoveredTransaction): Wei {
    const { nonce } = view.account(sender) ?? EMPTY_ACCOUNT
    return this.#options.pool
      .following(sender, nonce)
      .filter((waiting) => waiting.transaction.nonce !== transaction.nonce)
      .reduce((sum, waiting) => sum + highestCost(waiting.transaction), 0n)
  }

  /** Mines the transaction, and then those of its sender that waited for it, each in a block of its own. */
  async #mineFrom(first: RecoveredTransaction): Promise<void> {
    const { pool } = this.#options
    let next: RecoveredTransaction | undefined = first
    while (next !== undefined) {
      const refusal = await this.#mineOne(next)
      if (refusal !== undefined && next === first) throw refusalError(refusal)
      if (refusal !== undefined) return
      next = pool.find(next.sender, next.transaction.nonce + 1n)
    }
  }

  async #mineOne(pooled: RecoveredTransaction): Promise<TransactionRefusal | undefined> {
    const refused = await this.#produce(this.#nextContext(), [pooled])
    return refused.find(({ transaction }) => transaction === pooled)?.refusal
  }

  /** As `#produce`. When the engine fails on one of several, each is mined alone, so that only that one is lost. */
  async #produceOrPart(
    context: BlockContext,
    chosen: readonly RecoveredTransaction[],
  ): Promise<void> {
    try {
      await this.#produce(context, chosen)
    } catch (error) {
      if (chosen.length === 0) throw error
      for (const pooled of chosen) await this.#mineOrDrop(pooled)
    }
  }

  async #mineOrDrop(pooled: RecoveredTransaction): Promise<void> {
    try {
      await this.#mineOne(pooled)
    } catch (error) {
      this.#options.onDropped(pooled.hash, String(error))
    }
  }

  /** Mines a block. The chosen transactions leave the pool, mined or refused, and when the engine fails on the block. */
  async #produce(
    context: BlockContext,
    chosen: readonly RecoveredTransaction[],
  ): Promise<Production['refused']> {
    const { chain, pool, onDropped } = this.#options
    try {
      const { refused } = await chain.produce(context, chosen)
      for (const { transaction, refusal } of refused) onDropped(transaction.hash, refusal.message)
      return refused
    } finally {
      for (const pooled of chosen) pool.remove(pooled)
    }
  }

  /** Time does not stand still from block to block, and never goes back. */
  #nextContext(): BlockContext {
    const { chain, clock } = this.#options
    const earliest = chain.head.header.timestamp + 1n
    const now = clock()
    return chain.nextContext(now > earliest ? now : earliest)
  }
}
