import { required } from '../../src/json-rpc/method.ts'
import { findTransaction } from '../node/node.ts'
import { hash } from '../params/data.ts'
import { transaction } from '../results/transaction.ts'
import { nullable } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getTransactionByHash`: a transaction that was mined or waits in the pool; null when it is neither.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/transaction.yaml
 */
export const getTransactionByHash = method({
  name: 'eth_getTransactionByHash',
  params: [required('hash', hash)],
  result: nullable(transaction),
  handle: (node, [transactionHash]) => findTransaction(node, transactionHash),
})
