import { json } from '../results/value.ts'
import { method } from './method.ts'

/** `eth_syncing`: false; a node that mines alone is never behind. */
export const syncing = method({
  name: 'eth_syncing',
  params: [],
  result: json,
  handle: () => false,
})
