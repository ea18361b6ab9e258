import { data } from '../results/value.ts'
import { method } from './method.ts'

/** `eth_coinbase`: the account that gets the priority fees. */
export const coinbase = method({
  name: 'eth_coinbase',
  params: [],
  result: data,
  handle: (node) => node.miner.coinbase,
})
