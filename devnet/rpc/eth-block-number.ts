import { quantity } from '../results/value.ts'
import { method } from './method.ts'

/** `eth_blockNumber`: the number of the latest block. */
export const blockNumber = method({
  name: 'eth_blockNumber',
  params: [],
  result: quantity,
  handle: (node) => node.blocks.head.header.number,
})
