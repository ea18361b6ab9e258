import { optional, required } from '../../src/json-rpc/method.ts'
import { blockId, LATEST } from '../params/block-id.ts'
import { callRequest } from '../params/call-request.ts'
import { data } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_call`: runs a call on the state of a block, keeps nothing of it, and answers its output.
 * @throws RpcError code 3 with the revert data when the call reverts
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/execute.yaml
 */
export const call = method({
  name: 'eth_call',
  params: [required('call', callRequest), optional('block', blockId, LATEST)],
  result: data,
  handle: (node, [request, block]) => node.simulator.call(request, block),
})
