import { encodeTransaction } from '../../src/chain/transaction/encode-transaction.ts'
import { required } from '../../src/json-rpc/method.ts'
import { fillAndSign } from '../node/fill-transaction.ts'
import { callRequest } from '../params/call-request.ts'
import { data } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_sendTransaction`: signs with the key of a funded account, filling in what the request leaves out, and sends.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/submit.yaml
 */
export const sendTransaction = method({
  name: 'eth_sendTransaction',
  params: [required('transaction', callRequest)],
  result: data,
  handle: (node, [request]) => node.miner.submit(encodeTransaction(fillAndSign(node, request))),
})
