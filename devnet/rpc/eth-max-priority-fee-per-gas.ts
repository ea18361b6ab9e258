import { SUGGESTED_PRIORITY_FEE } from '../node/fee-market.ts'
import { quantity } from '../results/value.ts'
import { method } from './method.ts'

/** `eth_maxPriorityFeePerGas`: the priority fee that is suggested, in wei per gas. Any is mined, also none. */
export const maxPriorityFeePerGas = method({
  name: 'eth_maxPriorityFeePerGas',
  params: [],
  result: quantity,
  handle: () => SUGGESTED_PRIORITY_FEE,
})
