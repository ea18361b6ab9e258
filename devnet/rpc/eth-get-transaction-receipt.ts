import { required } from '../../src/json-rpc/method.ts'
import { hash } from '../params/data.ts'
import { receipt } from '../results/receipt.ts'
import { nullable } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getTransactionReceipt`: the receipt of a mined transaction; null for any other.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/transaction.yaml
 */
export const getTransactionReceipt = method({
  name: 'eth_getTransactionReceipt',
  params: [required('hash', hash)],
  result: nullable(receipt),
  handle: (node, [transactionHash]) => node.blocks.receiptOf(transactionHash),
})
