import type { StatusCode } from '../../engine/status-code.ts'
import type { Address } from '../../primitives/address.ts'
import type { Gas, Wei } from '../../primitives/quantity.ts'
import type { Log } from '../message/log.ts'
import type { TransactionType } from '../transaction/transaction-type.ts'

/** How a transaction ended, before it has a place in a block. */
export interface TransactionReceipt {
  readonly type: TransactionType
  /** Of the outermost message. */
  readonly statusCode: StatusCode
  /** What the sender paid for: after refunds. */
  readonly gasUsed: Gas
  /** Gas that the message of the transaction used, before refunds: what an estimate has to cover. */
  readonly gasBeforeRefund: Gas
  /** Wei per gas (EIP-1559). */
  readonly effectiveGasPrice: Wei
  /** Address of the contract that the transaction made; undefined for a call and for a failed create. */
  readonly contractAddress: Address | undefined
  readonly logs: readonly Log[]
  /** Return data or revert data; empty for a create that succeeded. */
  readonly output: Uint8Array
  /** A sentence on a failure that the chain or the engine explains. No part of consensus. */
  readonly reason: string | undefined
}
