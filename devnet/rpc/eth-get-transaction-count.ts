import { optional, required } from '../../src/json-rpc/method.ts'
import { blockId, LATEST } from '../params/block-id.ts'
import { address } from '../params/data.ts'
import { quantity } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getTransactionCount`: nonce of an account at a block; with `pending`, the nonce of the next transaction to send.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/state.yaml
 */
export const getTransactionCount = method({
  name: 'eth_getTransactionCount',
  params: [required('address', address), optional('block', blockId, LATEST)],
  result: quantity,
  handle: (node, [account, block]) =>
    block.kind === 'tag' && block.tag === 'pending'
      ? node.miner.nextNonce(account)
      : (node.blocks.stateAt(block).account(account)?.nonce ?? 0n),
})
