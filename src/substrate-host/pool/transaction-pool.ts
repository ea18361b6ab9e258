import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { blake2b256 } from '../hashing/blake2b.ts'
import { nameOfKey } from '../key-name.ts'
import type { SubstratePool } from '../substrate-chain.ts'
import { BanList } from './ban-list.ts'
import { FutureQueue } from './future-queue.ts'
import type { PooledTransaction } from './pooled-transaction.ts'
import { ReadyGraph } from './ready-graph.ts'
import { StatusBoard } from './status-board.ts'
import type { PoolRefusal, Submission } from './submission.ts'
import type { TransactionListener } from './transaction-status.ts'
import type { Validity, ValidTransaction } from './valid-transaction.ts'

/** Most transactions, and most bytes of them. */
export interface PoolLimit {
  readonly count: number
  readonly bytes: number
}

/** How much the pool holds. */
export interface PoolLimits {
  readonly ready: PoolLimit
  readonly future: PoolLimit
}

/** As other nodes have them. */
export const defaultPoolLimits: PoolLimits = {
  ready: { count: 8192, bytes: 20 * 1024 * 1024 },
  future: { count: 819, bytes: 2 * 1024 * 1024 },
}

/** Where a transaction comes from, as `TransactionSource` is encoded. */
export const transactionSource = { inBlock: 0, local: 1, external: 2 } as const
export type TransactionSource = (typeof transactionSource)[keyof typeof transactionSource]

/** What the pool needs of the chain. */
export interface PoolChain {
  /** Number of the best block. */
  readonly bestNumber: number
  /** What the runtime says of a transaction on the state of the best block. */
  validate(extrinsic: Uint8Array, source: TransactionSource): Validity
  /** For bans. */
  nowMs(): number
}

/** A block that has become the best one. */
export interface PoolBlock {
  readonly hash: Hash
  readonly number: number
  readonly body: readonly Uint8Array[]
  /** Tags that extrinsics of the block give which the pool does not know. */
  readonly provides: readonly string[]
}

/** Transactions of a block that is not final. */
interface Included {
  readonly block: PoolBlock
  readonly transactions: readonly {
    readonly transaction: PooledTransaction
    readonly index: number
  }[]
}

/** Transactions that are validated again after each block: those that have waited longest. */
const REVALIDATED = 64

/** Blocks whose tags are remembered. */
const RECENT_BLOCKS = 2

/**
 * The transactions that wait for a block.
 *
 * What they need and give decides their order (nonces are tags), not their arrival. Of several that give the same the one
 * with the highest priority stays.
 */
export class TransactionPool implements SubstratePool {
  readonly #chain: PoolChain
  readonly #limits: PoolLimits
  readonly #ready = new ReadyGraph()
  readonly #future = new FutureQueue()
  readonly #bans: BanList
  readonly #board = new StatusBoard()
  readonly #included = new Map<string, Included>()
  /** Tags that the last blocks gave: the runtime may still ask for them. */
  #recentTags: readonly ReadonlySet<string>[] = []
  #arrivals = 0

  constructor(chain: PoolChain, limits: PoolLimits = defaultPoolLimits) {
    this.#chain = chain
    this.#limits = limits
    this.#bans = new BanList(() => chain.nowMs())
  }

  /** Validates an encoded extrinsic and takes it; `listener` may hear of it before this returns. */
  submit(extrinsic: Uint8Array, listener?: TransactionListener): Submission {
    const hash = bytes32(blake2b256(extrinsic))
    const name = nameOfKey(hash)
    const known = this.#refusalUnseen(name)
    if (known !== undefined) return { ok: false, hash, refusal: known }
    const validity = this.#chain.validate(extrinsic, transactionSource.external)
    if (validity.kind !== 'valid') {
      if (validity.kind === 'invalid') this.#bans.ban(name)
      return { ok: false, hash, refusal: validity }
    }
    if (listener !== undefined) this.#board.watch(name, listener)
    const refusal = this.#import(this.#pooled(extrinsic.slice(), hash, validity.transaction))
    if (refusal === undefined) return { ok: true, hash }
    this.#board.forget(name)
    return { ok: false, hash, refusal }
  }

  /** Forgets a transaction, and those that need it, for a while. Returns the forgotten. */
  remove(hash: Hash): readonly Hash[] {
    const removed = this.#drop(nameOfKey(hash))
    for (const { name } of removed) {
      this.#bans.ban(name)
      this.#board.tell(name, { kind: 'invalid' })
    }
    return removed.map((transaction) => transaction.hash)
  }

  /** The transactions that can go into the next block, in their order. */
  ordered(): Iterable<PooledTransaction> {
    return this.#ready.ordered()
  }

  /** The encoded extrinsics that can go into the next block, in their order. */
  ready(): readonly Uint8Array[] {
    return [...this.#ready.ordered()].map(({ extrinsic }) => extrinsic)
  }

  /** Those that wait for others. */
  future(): readonly Uint8Array[] {
    return [...this.#future.values()].map(({ extrinsic }) => extrinsic)
  }

  /** Whether a transaction that can go into the next block gives `tag`. */
  provides(tag: Uint8Array): boolean {
    return this.#ready.provider(nameOfKey(tag)) !== undefined
  }

  /** Whether nothing waits here. */
  get isEmpty(): boolean {
    return this.#ready.size === 0 && this.#future.size === 0
  }

  /** Whether an extrinsic waits here, and the pool knows what it gives. */
  has(extrinsic: Uint8Array): boolean {
    const name = nameOfKey(blake2b256(extrinsic))
    return (this.#ready.get(name) ?? this.#future.get(name)) !== undefined
  }

  /** A block is the best one: its transactions leave, others become ready, and some are validated again. */
  blockImported(block: PoolBlock): void {
    const included = this.#takeIncluded(block)
    const provided = included.flatMap(({ transaction }) => transaction.validity.provides)
    const tags = new Set([...provided, ...block.provides])
    this.#recentTags = [tags, ...this.#recentTags].slice(0, RECENT_BLOCKS)
    for (const tag of tags) {
      this.#tagGiven(tag)
      const rival = this.#ready.provider(tag)
      if (rival !== undefined) this.#validateAgain(rival)
    }
    this.#included.set(nameOfKey(block.hash), { block, transactions: included })
    this.#removeEnded(block.number)
    this.#revalidate()
  }

  /** A block is final. */
  blockFinalized(hash: Hash): void {
    const included = this.#included.get(nameOfKey(hash))
    this.#included.delete(nameOfKey(hash))
    for (const { transaction, index } of included?.transactions ?? []) {
      this.#board.tell(transaction.name, { kind: 'finalized', block: hash, index })
    }
  }

  /** A block is no longer part of the chain, whose best block is its parent: its transactions come back. */
  blockRetracted(hash: Hash): void {
    const included = this.#included.get(nameOfKey(hash))
    this.#included.delete(nameOfKey(hash))
    this.#recentTags = []
    for (const { transaction } of included?.transactions ?? []) {
      this.#board.tell(transaction.name, { kind: 'retracted', block: hash })
      this.#bans.lift(transaction.name)
      this.#importAgain(transaction)
    }
  }

  #refusalUnseen(name: string): PoolRefusal | undefined {
    if (this.#bans.isBanned(name)) return { kind: 'banned' }
    if (this.#ready.get(name) ?? this.#future.get(name)) return { kind: 'alreadyImported' }
    return undefined
  }

  #pooled(extrinsic: Uint8Array, hash: Hash, validity: ValidTransaction): PooledTransaction {
    const validatedAt = this.#chain.bestNumber
    const validTill = Math.min(Number.MAX_SAFE_INTEGER, validatedAt + validity.longevity)
    const arrival = this.#arrivals++
    return { hash, name: nameOfKey(hash), extrinsic, validity, validatedAt, validTill, arrival }
  }

  /** Tags that neither a transaction gives nor a block has just given. */
  #missing(tags: readonly string[]): readonly string[] {
    return tags.filter(
      (tag) =>
        this.#ready.provider(tag) === undefined && !this.#recentTags.some((set) => set.has(tag)),
    )
  }

  // Coming in

  #import(transaction: PooledTransaction): PoolRefusal | undefined {
    const { requires, provides } = transaction.validity
    if (provides.length === 0) return { kind: 'noTags' }
    if (provides.some((tag) => requires.includes(tag))) return { kind: 'cycle' }
    const missing = this.#missing(requires)
    if (missing.length === 0) {
      const refusal = this.#importReady(transaction)
      if (refusal !== undefined) return refusal
    } else {
      this.#future.add(transaction, missing)
      this.#board.tell(transaction.name, { kind: 'future' })
    }
    return this.#enforceLimits(transaction)
  }

  #importReady(transaction: PooledTransaction): PoolRefusal | undefined {
    const replaced = this.#replacedBy(transaction)
    const old = [...replaced].reduce((sum, { validity }) => sum + validity.priority, 0n)
    const { priority, provides } = transaction.validity
    if (replaced.size > 0 && old >= priority) return { kind: 'priorityTooLow', old, new: priority }
    const usurped = [...replaced].flatMap((one) =>
      this.#ready.removeWithDependents(one, new Set(provides)),
    )
    this.#ready.add(transaction)
    for (const { name } of usurped) {
      this.#board.tell(name, { kind: 'usurped', by: transaction.hash })
    }
    this.#board.tell(transaction.name, { kind: 'ready' })
    for (const tag of provides) this.#tagGiven(tag)
    return undefined
  }

  #replacedBy({ validity }: PooledTransaction): ReadonlySet<PooledTransaction> {
    const replaced = new Set<PooledTransaction>()
    for (const tag of validity.provides) {
      const provider = this.#ready.provider(tag)
      if (provider !== undefined) replaced.add(provider)
    }
    return replaced
  }

  /** Transactions that waited for `tag` alone are ready. One with too low a priority goes. */
  #tagGiven(tag: string): void {
    for (const transaction of this.#future.satisfy(tag)) {
      if (this.#importReady(transaction) === undefined) continue
      this.#board.tell(transaction.name, { kind: 'invalid' })
    }
  }

  #enforceLimits(newcomer: PooledTransaction): PoolRefusal | undefined {
    let isDropped = false
    const drop = (transaction: PooledTransaction): void => {
      this.#bans.ban(transaction.name)
      if (transaction === newcomer) isDropped = true
      else this.#board.tell(transaction.name, { kind: 'dropped' })
    }
    const { ready, future } = this.#limits
    while (this.#ready.size > ready.count || this.#ready.bytes > ready.bytes) {
      const worst = this.#ready.worst()
      if (worst === undefined) break
      this.#ready.removeWithDependents(worst).forEach(drop)
    }
    while (this.#future.size > future.count || this.#future.bytes > future.bytes) {
      const oldest = this.#future.oldest()
      if (oldest === undefined) break
      this.#future.remove(oldest)
      drop(oldest)
    }
    return isDropped ? { kind: 'immediatelyDropped' } : undefined
  }

  // Going out

  #takeIncluded({ hash, body }: PoolBlock): Included['transactions'] {
    const taken: { readonly transaction: PooledTransaction; readonly index: number }[] = []
    for (const [index, extrinsic] of body.entries()) {
      const name = nameOfKey(blake2b256(extrinsic))
      const transaction = this.#ready.get(name) ?? this.#future.get(name)
      if (transaction === undefined) continue
      this.#ready.remove(transaction)
      this.#future.remove(transaction)
      this.#bans.ban(name)
      taken.push({ transaction, index })
      this.#board.tell(name, { kind: 'inBlock', block: hash, index })
    }
    return taken
  }

  /** Removes a transaction and those that need it, wherever they are. */
  #drop(name: string): readonly PooledTransaction[] {
    const ready = this.#ready.get(name)
    if (ready !== undefined) return this.#ready.removeWithDependents(ready)
    const future = this.#future.get(name)
    if (future === undefined) return []
    this.#future.remove(future)
    return [future]
  }

  /** Those whose validity ends with block `number`. */
  #removeEnded(number: number): void {
    const ended = [...this.#ready.values(), ...this.#future.values()].filter(
      ({ validTill }) => validTill <= number,
    )
    for (const { hash } of ended) this.remove(hash)
  }

  /** Asks the runtime again: what others did may have made transactions invalid, or ready. */
  #revalidate(): void {
    const waiting = [...this.#ready.values()].sort((a, b) => a.validatedAt - b.validatedAt)
    const conflicts = waiting.filter((one) => one.validatedAt < this.#chain.bestNumber)
    for (const one of [...conflicts.slice(0, REVALIDATED), ...this.#future.values()]) {
      this.#validateAgain(one)
    }
  }

  #validateAgain(transaction: PooledTransaction): void {
    if (
      this.#ready.get(transaction.name) === undefined &&
      this.#future.get(transaction.name) === undefined
    )
      return
    const validity = this.#chain.validate(transaction.extrinsic, transactionSource.external)
    if (validity.kind === 'valid') this.#replace(transaction, validity.transaction)
    else this.remove(transaction.hash)
  }

  /** Sets what the runtime says of a transaction now. */
  #replace(old: PooledTransaction, validity: ValidTransaction): void {
    const { hash, extrinsic, name } = old
    const isFuture = this.#future.get(name) !== undefined
    const transaction = { ...this.#pooled(extrinsic, hash, validity), arrival: old.arrival }
    const missing = this.#missing(validity.requires)
    this.#future.remove(old)
    this.#ready.remove(old)
    if (missing.length > 0) {
      this.#future.add(transaction, missing)
      if (!isFuture) this.#board.tell(name, { kind: 'future' })
      return
    }
    if (!isFuture) {
      this.#ready.add(transaction)
      return
    }
    if (this.#importReady(transaction) !== undefined) this.#board.tell(name, { kind: 'invalid' })
  }

  #importAgain({ extrinsic, hash, name }: PooledTransaction): void {
    const validity = this.#chain.validate(extrinsic, transactionSource.external)
    const refusal =
      validity.kind === 'valid'
        ? this.#import(this.#pooled(extrinsic, hash, validity.transaction))
        : validity
    if (refusal !== undefined) this.#board.tell(name, { kind: 'invalid' })
  }
}
