import type { Hash } from '../../src/primitives/bytes32.ts'
import type { AllocatedAccount } from '../../src/state/allocation.ts'

/** A whole state, written out. */
export interface StateDump {
  readonly root: Hash
  /** In the order of their addresses. */
  readonly accounts: readonly AllocatedAccount[]
}
