import { required } from '../../src/json-rpc/method.ts'
import { hash } from '../params/data.ts'
import { nullable, quantity } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getBlockTransactionCountByHash`: the number of transactions in a block; null when there is no such block.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/block.yaml
 */
export const getBlockTransactionCountByHash = method({
  name: 'eth_getBlockTransactionCountByHash',
  params: [required('hash', hash)],
  result: nullable(quantity),
  handle: (node, [id]) => node.blocks.find({ kind: 'hash', hash: id })?.transactions.length,
})
