import { json } from '../results/value.ts'
import { method } from './method.ts'

/** `evm_mine`: mines a block with the transactions that wait, or an empty one. */
export const mine = method({
  name: 'evm_mine',
  params: [],
  result: json,
  handle: (node) => node.miner.mine().then(() => '0x0'),
})
