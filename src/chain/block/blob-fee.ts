import type { Revision } from '../../engine/revision.ts'
import type { Gas, Wei } from '../../primitives/quantity.ts'
import { blockRules } from '../rules/block-rules.ts'
import type { BlockHeader } from './header.ts'

/** Least price of blob gas. */
const MIN_BLOB_BASE_FEE = 1n

/**
 * The blob gas that all blocks up to `parent` used above their targets, as the next header has it.
 * @see https://eips.ethereum.org/EIPS/eip-4844
 */
export function nextExcessBlobGas(parent: BlockHeader, revision: Revision): Gas {
  const used = (parent.excessBlobGas ?? 0n) + (parent.blobGasUsed ?? 0n)
  const { blobGasTarget } = blockRules[revision]
  return used < blobGasTarget ? 0n : used - blobGasTarget
}

/** The price of blob gas at an excess: e to the power of excess / fraction. Wei per gas. */
export function blobBaseFee(excessBlobGas: Gas, revision: Revision): Wei {
  const { blobBaseFeeFraction: denominator } = blockRules[revision]
  let sum = 0n
  let term = MIN_BLOB_BASE_FEE * denominator
  for (let i = 1n; term > 0n; i++) {
    sum += term
    term = (term * excessBlobGas) / (denominator * i)
  }
  return sum / denominator
}
