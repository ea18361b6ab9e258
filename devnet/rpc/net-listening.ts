import { json } from '../results/value.ts'
import { method } from './method.ts'

/** `net_listening`: true; a devnet has no peers, and clients ask whether it is alive. */
export const listening = method({
  name: 'net_listening',
  params: [],
  result: json,
  handle: () => true,
})
