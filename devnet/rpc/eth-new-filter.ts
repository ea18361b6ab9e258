import { required } from '../../src/json-rpc/method.ts'
import { logFilter } from '../params/log-filter.ts'
import { quantity } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_newFilter`: starts to collect logs for `eth_getFilterChanges`.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/filter.yaml
 */
export const newFilter = method({
  name: 'eth_newFilter',
  params: [required('filter', logFilter)],
  result: quantity,
  handle: (node, [filter]) => node.filters.addLogFilter(filter),
})
