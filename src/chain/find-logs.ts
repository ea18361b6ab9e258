import { smaller } from '../primitives/bigint-order.ts'
import type { Chain } from './chain.ts'
import { bloomMayMatch, type LogConditions, matchingLogs, type PlacedLog } from './log-query.ts'

/** A search for logs in a range of blocks, both ends included. */
export interface LogQuery extends LogConditions {
  readonly fromBlock: bigint
  readonly toBlock: bigint
}

/** How much a search may look at and find. */
export interface LogQueryLimits {
  readonly blocks: bigint
  readonly logs: number
}

/** The logs found, or which limit the search would go over. */
export type LogSearch =
  | { readonly ok: true; readonly logs: readonly PlacedLog[] }
  | { readonly ok: false; readonly exceeds: keyof LogQueryLimits; readonly limit: bigint }

/**
 * Searches a range of blocks. Reads the header of every block, and receipts only where the bloom filter does not exclude
 * a match.
 */
export function findLogs(chain: Chain, query: LogQuery, limits: LogQueryLimits): LogSearch {
  const head = chain.head.header.number
  const last = smaller(query.toBlock, head)
  if (last - query.fromBlock >= limits.blocks) {
    return { ok: false, exceeds: 'blocks', limit: limits.blocks }
  }
  const found: PlacedLog[] = []
  for (let number = query.fromBlock; number <= last; number++) {
    const header = chain.headerByNumber(number)
    if (header === undefined || !bloomMayMatch(header.logsBloom, query)) continue
    const block = chain.blockByNumber(number)
    if (block !== undefined) found.push(...matchingLogs(block, chain.receipts(block), query))
    if (found.length > limits.logs) {
      return { ok: false, exceeds: 'logs', limit: BigInt(limits.logs) }
    }
  }
  return { ok: true, logs: found }
}
