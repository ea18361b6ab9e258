import { optional, required } from '../../src/json-rpc/method.ts'
import { blockId, LATEST } from '../params/block-id.ts'
import { address } from '../params/data.ts'
import { quantity } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getBalance`: balance of an account at a block, in wei; 0 for an account that does not exist.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/state.yaml
 */
export const getBalance = method({
  name: 'eth_getBalance',
  params: [required('address', address), optional('block', blockId, LATEST)],
  result: quantity,
  handle: (node, [account, block]) => node.blocks.stateAt(block).account(account)?.balance ?? 0n,
})
