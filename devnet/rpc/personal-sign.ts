import { required } from '../../src/json-rpc/method.ts'
import { address, data as dataParam } from '../params/data.ts'
import { data } from '../results/value.ts'
import { method } from './method.ts'

/** `personal_sign`: as `eth_sign`, with the message first. */
export const personalSign = method({
  name: 'personal_sign',
  params: [required('message', dataParam), required('address', address)],
  result: data,
  handle: (node, [message, account]) => node.wallet.signMessage(account, message),
})
