import { optional, required } from '../../src/json-rpc/method.ts'
import { blockId, LATEST } from '../params/block-id.ts'
import { address, storageKey } from '../params/data.ts'
import { data } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_getStorageAt`: the 32 bytes in a storage slot at a block; zero when it was never written.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/state.yaml
 */
export const getStorageAt = method({
  name: 'eth_getStorageAt',
  params: [
    required('address', address),
    required('slot', storageKey),
    optional('block', blockId, LATEST),
  ],
  result: data,
  handle(node, [account, key, block]) {
    const value = new Uint8Array(32)
    node.blocks.stateAt(block).storage(account, key, 0, value, 0)
    return value
  },
})
