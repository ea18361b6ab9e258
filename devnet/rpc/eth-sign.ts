import { required } from '../../src/json-rpc/method.ts'
import { address, data as dataParam } from '../params/data.ts'
import { data } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_sign`: signature of a funded account over a message with the prefix of EIP-191: r, s, v.
 * @see https://eips.ethereum.org/EIPS/eip-191
 */
export const sign = method({
  name: 'eth_sign',
  params: [required('address', address), required('message', dataParam)],
  result: data,
  handle: (node, [account, message]) => node.wallet.signMessage(account, message),
})
