import type { Revision } from '../../engine/revision.ts'
import type { Gas, Wei } from '../../primitives/quantity.ts'
import { blockRules } from '../rules/block-rules.ts'
import type { BlockHeader } from './header.ts'

/** Least price of blob gas. */
const MIN_BLOB_BASE_FEE = 1n
const GAS_PER_BLOB = 131_072n
/** Execution gas that a blob is worth at least (EIP-7918). */
const BLOB_BASE_COST = 8192n

/**
 * The blob gas that all blocks up to `parent` used above their targets, as the next header has it.
 * @see https://eips.ethereum.org/EIPS/eip-4844
 */
export function nextExcessBlobGas(parent: BlockHeader, revision: Revision): Gas {
  const used = (parent.excessBlobGas ?? 0n) + (parent.blobGasUsed ?? 0n)
  const { blobGasTarget, blobGasLimit } = blockRules[revision]
  if (used < blobGasTarget) return 0n
  if (!isAtReservePrice(parent, revision)) return used - blobGasTarget
  const { excessBlobGas = 0n, blobGasUsed = 0n } = parent
  return excessBlobGas + (blobGasUsed * (blobGasLimit - blobGasTarget)) / blobGasLimit
}

/** Whether execution gas is what bounds the price of a blob (EIP-7918). */
function isAtReservePrice(parent: BlockHeader, revision: Revision): boolean {
  if (blockRules[revision].blobReservePrice === 'none') return false
  const blobPrice = blobBaseFee(parent.excessBlobGas ?? 0n, revision)
  return BLOB_BASE_COST * (parent.baseFeePerGas ?? 0n) > GAS_PER_BLOB * blobPrice
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
