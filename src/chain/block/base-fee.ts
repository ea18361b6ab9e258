import { isAtLeast, type Revision } from '../../engine/revision.ts'
import type { Wei } from '../../primitives/quantity.ts'
import type { BlockHeader } from './header.ts'

/** Base fee of the first block of London: one gwei. */
export const INITIAL_BASE_FEE = 1_000_000_000n
/** A full block uses this many times its gas target. */
export const ELASTICITY = 2n
/** The base fee changes by at most one part in this many per block. */
const MAX_CHANGE_DENOMINATOR = 8n

/**
 * The base fee of the block after `parent`, undefined before London. Wei per gas.
 * @see https://eips.ethereum.org/EIPS/eip-1559
 */
export function nextBaseFee(parent: BlockHeader, revision: Revision): Wei | undefined {
  if (!isAtLeast(revision, 'london')) return undefined
  const { baseFeePerGas, gasUsed, gasLimit } = parent
  if (baseFeePerGas === undefined) return INITIAL_BASE_FEE
  const target = gasLimit / ELASTICITY
  if (gasUsed === target) return baseFeePerGas
  if (gasUsed < target) {
    return baseFeePerGas - (baseFeePerGas * (target - gasUsed)) / target / MAX_CHANGE_DENOMINATOR
  }
  const change = (baseFeePerGas * (gasUsed - target)) / target / MAX_CHANGE_DENOMINATOR
  return baseFeePerGas + (change > 0n ? change : 1n)
}
