import { transactionTypes } from '../../src/chain/transaction/transaction-type.ts'
import type { JsonObject } from '../../src/json-rpc/json.ts'
import type { PlacedReceipt } from '../node/placed.ts'
import { log } from './log.ts'
import { data, quantity } from './value.ts'

/**
 * A receipt as JSON.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/schemas/receipt.yaml
 */
export function receipt(placed: PlacedReceipt): JsonObject {
  const { receipt: record, transaction: pooled, block, index, firstLogIndex } = placed
  const { transaction: signed, sender, hash } = pooled
  return {
    transactionHash: data(hash),
    transactionIndex: quantity(index),
    blockHash: data(block.hash),
    blockNumber: quantity(block.header.number),
    from: data(sender),
    to: signed.to === undefined ? null : data(signed.to),
    contractAddress: record.createdAddress === undefined ? null : data(record.createdAddress),
    type: quantity(transactionTypes[signed.type].byte),
    // Before Byzantium a receipt has no status (EIP-658).
    ...(record.stateRoot === undefined
      ? { status: quantity(record.succeeded ? 1 : 0) }
      : { root: data(record.stateRoot) }),
    cumulativeGasUsed: quantity(record.cumulativeGasUsed),
    gasUsed: quantity(record.gasUsed),
    effectiveGasPrice: quantity(record.effectiveGasPrice),
    logsBloom: data(record.logsBloom),
    logs: record.logs.map((entry, i) =>
      log({
        log: entry,
        block,
        transactionIndex: index,
        logIndex: firstLogIndex + i,
      }),
    ),
  }
}
