import { json } from '../results/value.ts'
import { method } from './method.ts'

/** `web3_clientVersion`: what answers, and on what it runs. */
export const clientVersion = method({
  name: 'web3_clientVersion',
  params: [],
  result: json,
  handle: (node) => node.clientVersion,
})
