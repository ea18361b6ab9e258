import type { Address } from '../primitives/address.ts'
import type { Gas } from '../primitives/quantity.ts'
import type { StatusCode } from './status-code.ts'

/** Outcome of a message: `evmc_result`. */
export interface ExecutionResult {
  readonly statusCode: StatusCode
  /** 0 unless the status is success or revert, or the message was not started (depth, balance, nonce). */
  readonly gasLeft: Gas
  /** Sum of the refunds earned (EIP-2200, EIP-3529), may be negative; 0 unless the status is success. */
  readonly gasRefund: bigint
  /** Return data, or revert data. */
  readonly output: Uint8Array
  /** Address of the account that a successful create made. */
  readonly createAddress?: Address
  /** A sentence for people on why it failed. No part of the outcome: nothing may depend on it. */
  readonly reason?: string
}
