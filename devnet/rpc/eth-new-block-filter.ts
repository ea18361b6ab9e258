import { quantity } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_newBlockFilter`: starts to collect hashes of blocks for `eth_getFilterChanges`.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/filter.yaml
 */
export const newBlockFilter = method({
  name: 'eth_newBlockFilter',
  params: [],
  result: quantity,
  handle: (node) => node.filters.addBlockFilter(),
})
