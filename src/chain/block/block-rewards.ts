import type { Address } from '../../primitives/address.ts'
import type { Wei } from '../../primitives/quantity.ts'
import type { BlockContext } from '../block-context.ts'
import type { BlockRules } from '../rules/block-rules.ts'
import type { BlockHeader } from './header.ts'

/** Wei that an account gets. */
export interface Payment {
  readonly address: Address
  readonly amount: Wei
}

/** A block gets one part in this many of the reward for each ommer. */
const NEPHEW_DENOMINATOR = 32n
/** An ommer gets as many parts of the reward in this many as it is younger than this. */
const OMMER_DENOMINATOR = 8n

/**
 * What the makers of a block and of its ommers earn, where blocks are mined.
 * @see Yellow Paper, section 11.3
 */
export function blockRewards(
  { chain, coinbase, number }: BlockContext,
  { seal, reward }: BlockRules,
  ommers: readonly BlockHeader[],
): readonly Payment[] {
  if (seal === 'none' || chain.proofOfWork === undefined) return []
  const nephew = (reward * BigInt(ommers.length)) / NEPHEW_DENOMINATOR
  return [
    { address: coinbase, amount: reward + nephew },
    ...ommers.map((ommer) => ({
      address: ommer.coinbase,
      amount: (reward * (OMMER_DENOMINATOR + ommer.number - number)) / OMMER_DENOMINATOR,
    })),
  ]
}
