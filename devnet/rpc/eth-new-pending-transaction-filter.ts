import { quantity } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_newPendingTransactionFilter`: starts to collect hashes of accepted transactions for `eth_getFilterChanges`.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/filter.yaml
 */
export const newPendingTransactionFilter = method({
  name: 'eth_newPendingTransactionFilter',
  params: [],
  result: quantity,
  handle: (node) => node.filters.addPendingTransactionFilter(),
})
