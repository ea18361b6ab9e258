import { optional, required } from '../../src/json-rpc/method.ts'
import { blockId, LATEST } from '../params/block-id.ts'
import { callRequest } from '../params/call-request.ts'
import { quantity } from '../results/value.ts'
import { method } from './method.ts'

/**
 * `eth_estimateGas`: the least gas limit with which the call succeeds, found by trying.
 * @throws RpcError code 3 with the revert data when the call reverts with all the gas there is
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/execute.yaml
 */
export const estimateGas = method({
  name: 'eth_estimateGas',
  params: [required('call', callRequest), optional('block', blockId, LATEST)],
  result: quantity,
  handle: (node, [request, block]) => node.simulator.estimateGas(request, block),
})
