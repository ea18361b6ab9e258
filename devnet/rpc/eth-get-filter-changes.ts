import { required } from '../../src/json-rpc/method.ts'
import { quantity } from '../params/quantity.ts'
import { filterChanges } from '../results/filter-changes.ts'
import { method } from './method.ts'

/**
 * `eth_getFilterChanges`: what a filter collected since it was last asked.
 * @throws RpcError `filter not found` for one that never was, was removed, or was not asked for five minutes
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/filter.yaml
 */
export const getFilterChanges = method({
  name: 'eth_getFilterChanges',
  params: [required('filterId', quantity)],
  result: filterChanges,
  handle: (node, [id]) => node.filters.changes(id),
})
