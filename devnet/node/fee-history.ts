import type { Receipt } from '../../src/chain/block/receipt.ts'
import type { BlockRecord } from '../../src/chain/store/block-record.ts'
import { gasPriceOf } from '../../src/chain/transition/gas-price.ts'
import type { Wei } from '../../src/primitives/quantity.ts'

/** What `eth_feeHistory` answers. */
export interface FeeHistory {
  readonly oldestBlock: bigint
  /** Of each block, and of the one after the newest. */
  readonly baseFees: readonly Wei[]
  /** Gas used as a share of the gas limit, 0 to 1. */
  readonly gasUsedRatios: readonly number[]
  /** Of each block, the priority fees at the asked percentiles; undefined when none were asked for. */
  readonly rewards: readonly (readonly Wei[])[] | undefined
}

/** Share of the gas limit that a block used. */
export function gasUsedRatio({ header }: BlockRecord): number {
  return Number(header.gasUsed) / Number(header.gasLimit)
}

/**
 * The priority fees per gas that were paid at percentiles of a block's gas; zeros for an empty block.
 * @param percentiles 0 to 100
 */
export function rewardsAt(
  block: BlockRecord,
  receipts: readonly Receipt[],
  percentiles: readonly number[],
): readonly Wei[] {
  const baseFee = block.header.baseFeePerGas ?? 0n
  const paid = block.transactions
    .map(({ transaction }, index) => ({
      fee: gasPriceOf(transaction, baseFee).priority,
      gasUsed: Number(receipts[index]?.gasUsed ?? 0n),
    }))
    .sort((a, b) => (a.fee < b.fee ? -1 : a.fee > b.fee ? 1 : 0))
  return percentiles.map((percentile) => {
    const threshold = (Number(block.header.gasUsed) * percentile) / 100
    let gas = 0
    const reached = paid.find(({ gasUsed }) => {
      gas += gasUsed
      return gas >= threshold
    })
    return reached?.fee ?? 0n
  })
}
