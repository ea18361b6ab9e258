import type { Chain } from '../../src/chain/chain.ts'
import { findLogs } from '../../src/chain/find-logs.ts'
import { type LogConditions, matchingLogs, type PlacedLog } from '../../src/chain/log-query.ts'
import { errorCode } from '../../src/json-rpc/error-code.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { chainErrorCode } from '../chain-error-code.ts'
import type { BlockId } from '../params/block-id.ts'
import type { LogFilter } from '../params/log-filter.ts'

/** What one search may look at and answer. */
const limits = { blocks: 100_000n, logs: 10_000 }

/** Searches the chain for logs. */
export class LogSearch {
  readonly #chain: Chain

  constructor(chain: Chain) {
    this.#chain = chain
  }

  /**
   * The logs that the filter lets through, in their order.
   * @throws RpcError when a block is unknown, or the search is too large
   */
  find(filter: LogFilter): readonly PlacedLog[] {
    const { blocks } = filter
    if (blocks.kind === 'range') {
      return this.between(filter, this.#number(blocks.from), this.#number(blocks.to))
    }
    const block = this.#chain.blockByHash(blocks.hash)
    if (block !== undefined) return matchingLogs(block, this.#chain.receipts(block), filter)
    throw new RpcError(chainErrorCode.resourceNotFound, `unknown block ${toHex(blocks.hash)}`)
  }

  /** As `find`, in blocks `from` to `to`, both included; blocks that are not there yet hold nothing. */
  between(conditions: LogConditions, from: bigint, to: bigint): readonly PlacedLog[] {
    if (from > to) {
      throw new RpcError(
        errorCode.invalidParams,
        `invalid block range params: fromBlock ${from} is after toBlock ${to}`,
      )
    }
    const search = findLogs(this.#chain, { ...conditions, fromBlock: from, toBlock: to }, limits)
    if (search.ok) return search.logs
    throw new RpcError(
      chainErrorCode.limitExceeded,
      `query exceeds ${search.limit} ${search.exceeds}: narrow the range of blocks`,
    )
  }

  #number(id: BlockId): bigint {
    if (id.kind === 'number') return id.number
    return id.kind === 'tag' && id.tag === 'earliest' ? 0n : this.#chain.head.header.number
  }
}
