import { optional, required } from '../../src/json-rpc/method.ts'
import { listOf } from '../../src/json-rpc/params/list.ts'
import { blockNumber } from '../params/block-id.ts'
import { percentile } from '../params/percentile.ts'
import { index } from '../params/quantity.ts'
import { feeHistory } from '../results/fee-history.ts'
import { method } from './method.ts'

/**
 * `eth_feeHistory`: base fees, shares of gas used and priority fees of a range of blocks.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/fee_market.yaml
 */
export const getFeeHistory = method({
  name: 'eth_feeHistory',
  params: [
    required('blockCount', index),
    required('newestBlock', blockNumber),
    optional('rewardPercentiles', listOf(percentile, 100), []),
  ],
  result: feeHistory,
  handle: (node, [count, newest, percentiles]) => node.fees.history(count, newest, percentiles),
})
