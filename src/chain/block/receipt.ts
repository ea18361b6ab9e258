import type { Address } from '../../primitives/address.ts'
import { toMinimalBytes } from '../../primitives/big-endian.ts'
import type { Hash } from '../../primitives/bytes32.ts'
import type { Gas, Wei } from '../../primitives/quantity.ts'
import { encodeRlp } from '../../primitives/rlp.ts'
import { type Log, logItem } from '../message/log.ts'
import { type TransactionType, transactionTypes } from '../transaction/transaction-type.ts'

/** How a transaction of a block ended. */
export interface Receipt {
  readonly type: TransactionType
  readonly succeeded: boolean
  /** The state root after the transaction, in receipts before Byzantium; undefined from then on (EIP-658). */
  readonly stateRoot: Hash | undefined
  /** Of the block, up to and including this transaction. */
  readonly cumulativeGasUsed: Gas
  readonly gasUsed: Gas
  /** Wei per gas. */
  readonly effectiveGasPrice: Wei
  /** 256 bytes. */
  readonly logsBloom: Uint8Array
  readonly logs: readonly Log[]
  /** The contract that the transaction made. */
  readonly createdAddress: Address | undefined
}

/**
 * The receipt as it is hashed into the receipts root.
 * @see https://eips.ethereum.org/EIPS/eip-2718
 */
export function encodeReceipt(receipt: Receipt): Uint8Array {
  const { type, succeeded, stateRoot, cumulativeGasUsed, logsBloom, logs } = receipt
  const payload = encodeRlp([
    stateRoot ?? toMinimalBytes(succeeded ? 1n : 0n),
    toMinimalBytes(cumulativeGasUsed),
    logsBloom,
    logs.map(logItem),
  ])
  if (type === 'legacy') return payload
  const bytes = new Uint8Array(1 + payload.length)
  bytes[0] = transactionTypes[type].byte
  bytes.set(payload, 1)
  return bytes
}
