import { required } from '../../src/json-rpc/method.ts'
import { logFilter } from '../params/log-filter.ts'
import { log } from '../results/log.ts'
import { listOf } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getLogs`: the logs of a range of blocks, or of one, that a filter lets through.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/filter.yaml
 */
export const getLogs = method({
  name: 'eth_getLogs',
  params: [required('filter', logFilter)],
  result: listOf(log),
  handle: (node, [filter]) => node.logs.find(filter),
})
