import { optional, required } from '../../src/json-rpc/method.ts'
import { hash } from '../params/data.ts'
import { hydration } from '../params/hydration.ts'
import { block, shown } from '../results/block.ts'
import { nullable } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getBlockByHash`: a block with the hashes of its transactions, or with the transactions; null when there is none.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/block.yaml
 */
export const getBlockByHash = method({
  name: 'eth_getBlockByHash',
  params: [required('hash', hash), optional('hydrated', hydration, 'hashes')],
  result: nullable(block),
  handle: (node, [id, show]) => shown(node.blocks.find({ kind: 'hash', hash: id }), show),
})
