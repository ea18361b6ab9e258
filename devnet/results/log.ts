import type { PlacedLog } from '../../src/chain/log-query.ts'
import type { JsonObject } from '../../src/json-rpc/json.ts'
import { data, quantity } from './value.ts'

/**
 * A log as JSON.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/schemas/receipt.yaml
 */
export function log(placed: PlacedLog): JsonObject {
  const { log: record, block, transactionIndex, logIndex } = placed
  const transactionHash = block.transactions[transactionIndex]?.hash
  return {
    address: data(record.address),
    topics: record.topics.map(data),
    data: data(record.data),
    blockHash: data(block.hash),
    blockNumber: quantity(block.header.number),
    blockTimestamp: quantity(block.header.timestamp),
    transactionHash: transactionHash === undefined ? null : data(transactionHash),
    transactionIndex: quantity(transactionIndex),
    logIndex: quantity(logIndex),
    removed: false,
  }
}
