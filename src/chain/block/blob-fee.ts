import type { Revision } from '../../engine/revision.ts'
import type { Gas, Wei } from '../../primitives/quantity.ts'
import { type BlobParameters, blockRules } from '../rules/block-rules.ts'
import type { BlockHeader } from './header.ts'

/** Least price of blob gas. */
const MIN_BLOB_BASE_FEE = 1n
export const GAS_PER_BLOB = 131_072n
/** Execution gas that a blob is worth at least (EIP-7918). */
const BLOB_BASE_COST = 8192n

/**
 * The blob gas that all blocks up to `parent` used above their targets, as the next header has it. Revision and
 * parameters are of the next block.
 * @see https://eips.ethereum.org/EIPS/eip-4844
 */
export function nextExcessBlobGas(
  parent: BlockHeader,
  revision: Revision,
  parameters: BlobParameters,
): Gas {
  const { excessBlobGas = 0n, blobGasUsed = 0n } = parent
  const { target, max } = parameters
  const used = excessBlobGas + blobGasUsed
  if (used < target * GAS_PER_BLOB) return 0n
  if (!isAtReservePrice(parent, revision, parameters)) return used - target * GAS_PER_BLOB
  return excessBlobGas + (blobGasUsed * (max - target)) / max
}

/** Whether execution gas is what bounds the price of a blob (EIP-7918). */
function isAtReservePrice(
  parent: BlockHeader,
  revision: Revision,
  parameters: BlobParameters,
): boolean {
  if (blockRules[revision].blobReservePrice === 'none') return false
  const blobPrice = blobBaseFee(parent.excessBlobGas ?? 0n, parameters)
  return BLOB_BASE_COST * (parent.baseFeePerGas ?? 0n) > GAS_PER_BLOB * blobPrice
}

/** The price of blob gas at an excess: e to the power of excess / fraction. Wei per gas. */
export function blobBaseFee(
  excessBlobGas: Gas,
  { baseFeeUpdateFraction: denominator }: Pick<BlobParameters, 'baseFeeUpdateFraction'>,
): Wei {
  let sum = 0n
  let term = MIN_BLOB_BASE_FEE * denominator
  for (let i = 1n; term > 0n; i++) {
    sum += term
    term = (term * excessBlobGas) / (denominator * i)
  }
  return sum / denominator
}
