import { json } from '../results/value.ts'
import { method } from './method.ts'

/** `net_version`: the network id, in decimal; the same number as the chain id. */
export const networkVersion = method({
  name: 'net_version',
  params: [],
  result: json,
  handle: (node) => node.chainId.toString(),
})
