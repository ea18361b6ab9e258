import { data, listOf } from '../results/value.ts'
import { method } from './method.ts'

/** `eth_accounts`: the addresses of the funded accounts, for which the node signs. */
export const accounts = method({
  name: 'eth_accounts',
  params: [],
  result: listOf(data),
  handle: (node) => node.wallet.addresses,
})
