import { required } from '../../src/json-rpc/method.ts'
import { blockNumber } from '../params/block-id.ts'
import { index } from '../params/quantity.ts'
import { transaction } from '../results/transaction.ts'
import { nullable } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getTransactionByBlockNumberAndIndex`: a transaction by its place in a block; null when there is none.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/transaction.yaml
 */
export const getTransactionByBlockNumberAndIndex = method({
  name: 'eth_getTransactionByBlockNumberAndIndex',
  params: [required('block', blockNumber), required('index', index)],
  result: nullable(transaction),
  handle: (node, [id, place]) => node.blocks.transactionAt(node.blocks.find(id), place),
})
