import type { Address } from '../../primitives/address.ts'
import type { Bytes32 } from '../../primitives/bytes32.ts'

/** An entry that a contract logged. */
export interface Log {
  readonly address: Address
  /** At most four. */
  readonly topics: readonly Bytes32[]
  readonly data: Uint8Array
}
