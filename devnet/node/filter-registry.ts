import type { PlacedLog } from '../../src/chain/log-query.ts'
import { errorCode } from '../../src/json-rpc/error-code.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import type { Hash } from '../../src/primitives/bytes32.ts'
import { chainErrorCode, serverError } from '../chain-error-code.ts'
import type { LogFilter } from '../params/log-filter.ts'
import type { Clock } from './clock.ts'
import type { LogSearch } from './log-search.ts'

/** What filters look at. */
export interface FilterSource {
  readonly headNumber: () => bigint
  readonly blockHash: (number: bigint) => Hash | undefined
  readonly logs: Pick<LogSearch, 'find' | 'between'>
}

/** What a filter collected. */
export type FilterChanges =
  | { readonly kind: 'hashes'; readonly hashes: readonly Hash[] }
  | { readonly kind: 'logs'; readonly logs: readonly PlacedLog[] }

interface FilterState {
  readonly kind: 'block' | 'log' | 'transaction'
  readonly filter: LogFilter | undefined
  /** The first block that was not looked at yet. */
  nextBlock: bigint
  /** Accepted transactions since the last look. */
  hashes: Hash[]
  lastUse: bigint
}

const TIMEOUT_SECONDS = 300n
const MAX_FILTERS = 10_000
/** A transaction filter that nobody asks keeps no more than this. */
const MAX_HASHES = 100_000

/** The filters that clients installed. They live in memory, and end when nobody asks for five minutes. */
export class FilterRegistry {
  readonly #source: FilterSource
  readonly #clock: Clock
  readonly #filters = new Map<bigint, FilterState>()
  #lastId = 0n

  constructor(source: FilterSource, clock: Clock) {
    this.#source = source
    this.#clock = clock
  }

  addBlockFilter(): bigint {
    return this.#add('block', undefined)
  }

  addPendingTransactionFilter(): bigint {
    return this.#add('transaction', undefined)
  }

  addLogFilter(filter: LogFilter): bigint {
    return this.#add('log', filter)
  }

  remove(id: bigint): boolean {
    return this.#filters.delete(id)
  }

  /** Tells the transaction filters of an accepted transaction. */
  onTransaction(hash: Hash): void {
    for (const filter of this.#filters.values()) {
      if (filter.kind === 'transaction' && filter.hashes.length < MAX_HASHES) {
        filter.hashes.push(hash)
      }
    }
  }

  /**
   * What came since the last call. Nothing that came is lost or told twice.
   * @throws RpcError when there is no such filter
   */
  changes(id: bigint): FilterChanges {
    const state = this.#use(id)
    if (state.kind === 'transaction') {
      const { hashes } = state
      state.hashes = []
      return { kind: 'hashes', hashes }
    }
    const from = state.nextBlock
    const to = this.#source.headNumber()
    const changes = this.#between(state, from, to)
    state.nextBlock = to + 1n
    return changes
  }

  /** @throws RpcError when there is no such filter, or it is not one of logs */
  logs(id: bigint): readonly PlacedLog[] {
    const { filter } = this.#use(id)
    if (filter !== undefined) return this.#source.logs.find(filter)
    throw new RpcError(errorCode.invalidParams, `filter 0x${id.toString(16)} is not a log filter`)
  }

  #between({ filter }: FilterState, from: bigint, to: bigint): FilterChanges {
    if (filter !== undefined) {
      const logs = from > to ? [] : this.#source.logs.between(filter, from, to)
      return { kind: 'logs', logs }
    }
    const count = from > to ? 0 : Number(to - from) + 1
    const hashes = Array.from({ length: count }, (_, i) => this.#source.blockHash(from + BigInt(i)))
    return { kind: 'hashes', hashes: hashes.filter((hash) => hash !== undefined) }
  }

  #add(kind: FilterState['kind'], filter: LogFilter | undefined): bigint {
    this.#removeUnused()
    if (this.#filters.size >= MAX_FILTERS) {
      throw new RpcError(
        chainErrorCode.limitExceeded,
        `too many filters: ${MAX_FILTERS} are installed`,
      )
    }
    this.#lastId += 1n
    const nextBlock = this.#source.headNumber() + 1n
    this.#filters.set(this.#lastId, { kind, filter, nextBlock, hashes: [], lastUse: this.#clock() })
    return this.#lastId
  }

  #use(id: bigint): FilterState {
    this.#removeUnused()
    const state = this.#filters.get(id)
    if (state === undefined) throw serverError('filter not found')
    state.lastUse = this.#clock()
    return state
  }

  #removeUnused(): void {
    const limit = this.#clock() - TIMEOUT_SECONDS
    for (const [id, { lastUse }] of this.#filters) if (lastUse < limit) this.#filters.delete(id)
  }
}
