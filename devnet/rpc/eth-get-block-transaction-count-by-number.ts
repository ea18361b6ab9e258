import { required } from '../../src/json-rpc/method.ts'
import { blockNumber } from '../params/block-id.ts'
import { nullable, quantity } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getBlockTransactionCountByNumber`: the number of transactions in a block; null when there is no such block.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/block.yaml
 */
export const getBlockTransactionCountByNumber = method({
  name: 'eth_getBlockTransactionCountByNumber',
  params: [required('block', blockNumber)],
  result: nullable(quantity),
  handle: (node, [id]) => node.blocks.find(id)?.transactions.length,
})
