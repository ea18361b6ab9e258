import { required } from '../../src/json-rpc/method.ts'
import { data as dataParam } from '../params/data.ts'
import { data } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_sendRawTransaction`: takes a signed transaction and answers its hash: with instant mining, after its block was
 * written to disk.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/submit.yaml
 */
export const sendRawTransaction = method({
  name: 'eth_sendRawTransaction',
  params: [required('transaction', dataParam)],
  result: data,
  handle: (node, [bytes]) => node.miner.submit(bytes),
})
