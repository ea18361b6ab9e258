import { required } from '../../src/json-rpc/method.ts'
import { quantity } from '../params/quantity.ts'
import { log } from '../results/log.ts'
import { listOf } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getFilterLogs`: all logs that a filter's conditions let through, seen before or not.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/filter.yaml
 */
export const getFilterLogs = method({
  name: 'eth_getFilterLogs',
  params: [required('filterId', quantity)],
  result: listOf(log),
  handle: (node, [id]) => node.filters.logs(id),
})
