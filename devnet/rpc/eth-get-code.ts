import { optional, required } from '../../src/json-rpc/method.ts'
import { blockId, LATEST } from '../params/block-id.ts'
import { address } from '../params/data.ts'
import { data } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getCode`: code of an account at a block; empty when it has none.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/state.yaml
 */
export const getCode = method({
  name: 'eth_getCode',
  params: [required('address', address), optional('block', blockId, LATEST)],
  result: data,
  handle(node, [account, block]) {
    const state = node.blocks.stateAt(block)
    const codeHash = state.account(account)?.codeHash
    return codeHash === undefined ? new Uint8Array() : state.code(codeHash)
  },
})
