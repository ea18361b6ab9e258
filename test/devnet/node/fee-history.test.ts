import { describe, expect, it } from 'vitest'
import { rewardsAt } from '../../../devnet/node/fee-history.ts'
import type { Receipt } from '../../../src/chain/block/receipt.ts'
import type { BlockRecord } from '../../../src/chain/store/block-record.ts'
import { emptyTransaction } from '../../../src/chain/transaction/transaction.ts'

/** A block with base fee 100 whose transactions used so much gas at such priority fees. */
function blockOf(used: readonly { readonly gas: bigint; readonly tip: bigint }[]) {
  const gasUsed = used.reduce((sum, { gas }) => sum + gas, 0n)
  const block = {
    header: { baseFeePerGas: 100n, gasUsed },
    transactions: used.map(({ tip }) => ({
      transaction: { ...emptyTransaction, maxFeePerGas: 1000n, maxPriorityFeePerGas: tip },
    })),
  } as unknown as BlockRecord // only what the function reads
  const receipts = used.map(({ gas }) => ({ gasUsed: gas })) as unknown as Receipt[]
  return { block, receipts }
}

/** The priority fee at a percentile is that of the transaction in which this share of the block's gas is reached. */
describe('rewardsAt', () => {
  // biome-ignore format: table
  it.each([
    { percentile: 0,   reward: 1n },
    { percentile: 25,  reward: 1n }, // 25 of 100 gas at 1 wei
    { percentile: 26,  reward: 2n },
    { percentile: 75,  reward: 2n },
    { percentile: 76,  reward: 9n },
    { percentile: 100, reward: 9n },
  ])('$percentile %', ({ percentile, reward }) => {
    const { block, receipts } = blockOf([
      { gas: 25n, tip: 9n },
      { gas: 25n, tip: 1n },
      { gas: 50n, tip: 2n },
    ])
    expect(rewardsAt(block, receipts, [percentile])).toEqual([reward])
  })

  it('is zero for an empty block', () => {
    const { block, receipts } = blockOf([])
    expect(rewardsAt(block, receipts, [0, 50])).toEqual([0n, 0n])
  })
})
