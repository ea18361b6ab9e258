import { quantity } from '../results/value.ts'
import { method } from './method.ts'

/** `net_peerCount`: 0. */
export const peerCount = method({
  name: 'net_peerCount',
  params: [],
  result: quantity,
  handle: () => 0,
})
