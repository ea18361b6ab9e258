import { optional, required } from '../../src/json-rpc/method.ts'
import { blockNumber } from '../params/block-id.ts'
import { hydration } from '../params/hydration.ts'
import { block, shown } from '../results/block.ts'
import { nullable } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getBlockByNumber`: a block with the hashes of its transactions, or with the transactions; null when there is none.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/block.yaml
 */
export const getBlockByNumber = method({
  name: 'eth_getBlockByNumber',
  params: [required('block', blockNumber), optional('hydrated', hydration, 'hashes')],
  result: nullable(block),
  handle: (node, [id, show]) => shown(node.blocks.find(id), show),
})
