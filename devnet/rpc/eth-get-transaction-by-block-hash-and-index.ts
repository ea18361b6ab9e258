import { required } from '../../src/json-rpc/method.ts'
import { hash } from '../params/data.ts'
import { index } from '../params/quantity.ts'
import { transaction } from '../results/transaction.ts'
import { nullable } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getTransactionByBlockHashAndIndex`: a transaction by its place in a block; null when there is none.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/transaction.yaml
 */
export const getTransactionByBlockHashAndIndex = method({
  name: 'eth_getTransactionByBlockHashAndIndex',
  params: [required('hash', hash), required('index', index)],
  result: nullable(transaction),
  handle: (node, [id, place]) =>
    node.blocks.transactionAt(node.blocks.find({ kind: 'hash', hash: id }), place),
})
