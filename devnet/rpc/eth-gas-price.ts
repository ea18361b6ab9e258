import { quantity } from '../results/value.ts'
import { method } from './method.ts'

/** `eth_gasPrice`: wei per gas with which a transaction gets into the next block: base fee and priority fee. */
export const gasPrice = method({
  name: 'eth_gasPrice',
  params: [],
  result: quantity,
  handle: (node) => node.fees.gasPrice(),
})
