import { required } from '../../src/json-rpc/method.ts'
import { hash } from '../params/data.ts'
import { nullable, quantity } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getUncleCountByBlockHash`: 0 for every block; null when there is no such block.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/block.yaml
 */
export const getUncleCountByBlockHash = method({
  name: 'eth_getUncleCountByBlockHash',
  params: [required('hash', hash)],
  result: nullable(quantity),
  handle: (node, [id]) =>
    node.blocks.find({ kind: 'hash', hash: id }) === undefined ? undefined : 0,
})
