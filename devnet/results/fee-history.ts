import type { JsonObject } from '../../src/json-rpc/json.ts'
import type { FeeHistory } from '../node/fee-history.ts'
import { quantity } from './value.ts'

/**
 * A fee history as JSON.
 * @see https://github.com/ethereum/execution-apis/blob/main/src/eth/fee_market.yaml
 */
export function feeHistory({
  oldestBlock,
  baseFees,
  gasUsedRatios,
  rewards,
}: FeeHistory): JsonObject {
  return {
    oldestBlock: quantity(oldestBlock),
    baseFeePerGas: baseFees.map(quantity),
    gasUsedRatio: gasUsedRatios,
    reward: rewards?.map((row) => row.map(quantity)),
  }
}
