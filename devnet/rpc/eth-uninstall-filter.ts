import { required } from '../../src/json-rpc/method.ts'
import { quantity } from '../params/quantity.ts'
import { json } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_uninstallFilter`: removes a filter; false when there was none.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/filter.yaml
 */
export const uninstallFilter = method({
  name: 'eth_uninstallFilter',
  params: [required('filterId', quantity)],
  result: json,
  handle: (node, [id]) => node.filters.remove(id),
})
