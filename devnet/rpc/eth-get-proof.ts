import { optional, required } from '../../src/json-rpc/method.ts'
import { listOf } from '../../src/json-rpc/params/list.ts'
import { blockId, LATEST } from '../params/block-id.ts'
import { address, storageKey } from '../params/data.ts'
import { accountProof } from '../results/account-proof.ts'
import { method } from './method.ts'

/**
 * `eth_getProof`: an account and slots of it at a block, with the trie nodes that prove them.
 * @see https://eips.ethereum.org/EIPS/eip-1186
 */
export const getProof = method({
  name: 'eth_getProof',
  params: [
    required('address', address),
    required('slots', listOf(storageKey, 1024)),
    optional('block', blockId, LATEST),
  ],
  result: accountProof,
  handle: (node, [account, keys, block]) => node.blocks.proof(account, keys, block),
})
