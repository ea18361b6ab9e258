import { quantity } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_chainId`: the id that transactions are signed for.
 * @see https://eips.ethereum.org/EIPS/eip-695
 */
export const chainId = method({
  name: 'eth_chainId',
  params: [],
  result: quantity,
  handle: (node) => node.chainId,
})
