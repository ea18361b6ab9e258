import type { Address } from '../primitives/address.ts'
import type { Bytes32 } from '../primitives/bytes32.ts'
import { bloomMayContain } from './block/logs-bloom.ts'
import type { Receipt } from './block/receipt.ts'
import type { Log } from './message/log.ts'
import type { BlockRecord } from './store/block-record.ts'

/** Which logs are asked for. */
export interface LogConditions {
  /** The logging account is one of these; undefined for any. */
  readonly addresses: readonly Address[] | undefined
  /** By position: the topic is one of these; undefined for any. A log has at least as many topics. */
  readonly topics: readonly (readonly Bytes32[] | undefined)[]
}

/** A log with its place in the chain. */
export interface PlacedLog {
  readonly log: Log
  readonly block: BlockRecord
  readonly transactionIndex: number
  /** Position in the block. */
  readonly logIndex: number
}

/** False when the filter excludes every matching log; true may be wrong. */
export function bloomMayMatch(bloom: Uint8Array, { addresses, topics }: LogConditions): boolean {
  return [addresses, ...topics].every(
    (alternatives) =>
      alternatives === undefined || alternatives.some((value) => bloomMayContain(bloom, value)),
  )
}

/** Whether the conditions let a log through. */
export function matchesLog(log: Log, { addresses, topics }: LogConditions): boolean {
  if (addresses !== undefined && !isOneOf(log.address, addresses)) return false
  return topics.every((alternatives, position) => {
    const topic = log.topics[position]
    return topic !== undefined && (alternatives === undefined || isOneOf(topic, alternatives))
  })
}

/** The logs of a block that the conditions let through, in their order. */
export function matchingLogs(
  block: BlockRecord,
  receipts: readonly Receipt[],
  conditions: LogConditions,
): readonly PlacedLog[] {
  const placed = receipts.flatMap(({ logs }, transactionIndex) =>
    logs.map((log) => ({ log, block, transactionIndex })),
  )
  return placed
    .map((entry, logIndex) => ({ ...entry, logIndex }))
    .filter(({ log }) => matchesLog(log, conditions))
}

function isOneOf(value: Uint8Array, alternatives: readonly Uint8Array[]): boolean {
  return alternatives.some((alternative) => Buffer.compare(alternative, value) === 0)
}
