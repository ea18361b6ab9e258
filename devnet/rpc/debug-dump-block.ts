import { optional } from '../../src/json-rpc/method.ts'
import { LATEST, latestBlock } from '../params/block-id.ts'
import { stateDump } from '../results/state-dump.ts'
import { method } from './method.ts'

/**
 * `debug_dumpBlock`: every account of the latest state, with its storage, and the state root.
 * @throws RpcError for an older block: only the latest state can be listed
 */
export const dumpBlock = method({
  name: 'debug_dumpBlock',
  params: [optional('block', latestBlock, LATEST)],
  result: stateDump,
  handle: (node) => node.miner.dump(),
})
