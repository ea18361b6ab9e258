import type { Chain } from '../../src/chain/chain.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import type { Wei } from '../../src/primitives/quantity.ts'
import type { BlockId } from '../params/block-id.ts'
import type { BlockReader } from './block-reader.ts'
import { type FeeHistory, gasUsedRatio, rewardsAt } from './fee-history.ts'

/** The priority fee that is suggested to clients, in wei per gas. Any is mined, also none. */
export const SUGGESTED_PRIORITY_FEE: Wei = 1_000_000_000n

/** Blocks that one fee history may cover, as in go-ethereum. */
const MAX_BLOCKS = 1024

/** What gas costs, and did cost. */
export class FeeMarket {
  readonly #chain: Chain
  readonly #blocks: BlockReader

  constructor(chain: Chain, blocks: BlockReader) {
    this.#chain = chain
    this.#blocks = blocks
  }

  /** Base fee of the block that would follow the head, in wei per gas. */
  nextBaseFee(): Wei {
    return this.#chain.nextContext(this.#chain.head.header.timestamp + 1n).baseFee
  }

  /** Wei per gas with which a transaction gets into the next block and pays the suggested priority fee. */
  gasPrice(): Wei {
    return this.nextBaseFee() + SUGGESTED_PRIORITY_FEE
  }

  /**
   * The fees of `count` blocks up to `newest`, of fewer where the chain begins later.
   * @throws RpcError when there is no such block or the percentiles do not rise
   */
  history(count: number, newest: BlockId, percentiles: readonly number[]): FeeHistory {
    if (percentiles.some((value, i) => value < (percentiles[i - 1] ?? 0))) {
      throw refuse('argument 2 (rewardPercentiles)', 'percentiles that rise', percentiles)
    }
    const last = this.#blocks.get(newest).header.number
    const length = Math.min(count, MAX_BLOCKS, Number(last) + 1)
    const oldestBlock = last - BigInt(length) + 1n
    const blocks = Array.from({ length }, (_, i) =>
      this.#blocks.get({ kind: 'number', number: oldestBlock + BigInt(i) }),
    )
    const after = this.#chain.blockByNumber(last + 1n)?.header.baseFeePerGas ?? this.nextBaseFee()
    return {
      oldestBlock,
      baseFees: [...blocks.map(({ header }) => header.baseFeePerGas ?? 0n), after],
      gasUsedRatios: blocks.map(gasUsedRatio),
      rewards:
        percentiles.length === 0
          ? undefined
          : blocks.map((block) => rewardsAt(block, this.#chain.receipts(block), percentiles)),
    }
  }
}
