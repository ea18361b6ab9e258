import type { Address } from '../../primitives/address.ts'
import type { Bytes32 } from '../../primitives/bytes32.ts'
import { encodeRlp, type RlpItem } from '../../primitives/rlp.ts'

/** An entry that a contract logged. */
export interface Log {
  readonly address: Address
  /** At most four. */
  readonly topics: readonly Bytes32[]
  readonly data: Uint8Array
}

/** A log as it stands in a receipt (Yellow Paper, section 4.3.1). */
export function logItem({ address, topics, data }: Log): RlpItem {
  return [address, topics, data]
}

/** The RLP encoding of a list of logs. */
export function encodeLogs(logs: readonly Log[]): Uint8Array {
  return encodeRlp(logs.map(logItem))
}
