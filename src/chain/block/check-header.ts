import { isAtLeast, type Revision } from '../../engine/revision.ts'
import { toHex } from '../../primitives/hex.ts'
import type { ChainParameters } from '../chain-parameters.ts'
import { blockRules } from '../rules/block-rules.ts'
import { ELASTICITY, nextBaseFee } from './base-fee.ts'
import { nextExcessBlobGas } from './blob-fee.ts'
import { blobParametersAt } from './blob-schedule.ts'
import type { BlockRefusal, BlockRefusalCode } from './block-refusal.ts'
import { nextDifficulty } from './difficulty.ts'
import type { BlockHeader } from './header.ts'
import { headerFields } from './header-field.ts'

/** A header's nonce where there is no proof of work. */
export const NO_NONCE = new Uint8Array(8)
const MAX_EXTRA_DATA_LENGTH = 32
/** The gas limit changes by less than one part in this many (Yellow Paper, equation 47). */
const GAS_LIMIT_DENOMINATOR = 1024n
const MIN_GAS_LIMIT = 5000n

/** Under which rules a header is looked at. */
export interface HeaderSetting {
  readonly revision: Revision
  readonly chain: ChainParameters
}

/** The first rule that the header breaks as the child of `parent`, undefined when it breaks none. */
export function checkHeader(
  parent: BlockHeader,
  header: BlockHeader,
  setting: HeaderSetting,
): BlockRefusal | undefined {
  return (
    checkFields(header, setting.revision) ??
    checkPlace(parent, header) ??
    checkGas(parent, header) ??
    checkSeal(parent, header, setting) ??
    checkFees(parent, header, setting)
  )
}

function checkFields(header: BlockHeader, revision: Revision): BlockRefusal | undefined {
  const wrong = headerFields.find(
    ({ name, since }) => (header[name] !== undefined) !== isAtLeast(revision, since),
  )
  if (wrong === undefined) return undefined
  const has = header[wrong.name] === undefined ? 'does not have' : 'has'
  const message = `The header ${has} the field ${wrong.name}, which comes with ${wrong.since}; the block is of ${revision}.`
  return { code: 'WRONG_HEADER_FIELDS', message }
}

function checkPlace(parent: BlockHeader, header: BlockHeader): BlockRefusal | undefined {
  if (header.number !== parent.number + 1n) {
    return mismatch('WRONG_NUMBER', 'The number', parent.number + 1n, header.number)
  }
  if (header.timestamp > parent.timestamp) return undefined
  const message = `The timestamp ${header.timestamp} is not after the parent's ${parent.timestamp}.`
  const expected = parent.timestamp + 1n
  return { code: 'TIMESTAMP_NOT_AFTER_PARENT', message, expected, actual: header.timestamp }
}

function checkGas(parent: BlockHeader, header: BlockHeader): BlockRefusal | undefined {
  const { gasLimit: actual, gasUsed } = header
  // At the first block of London the limit doubles, so that the target stays what the limit was (EIP-1559).
  const isFirstOfLondon = header.baseFeePerGas !== undefined && parent.baseFeePerGas === undefined
  const expected = isFirstOfLondon ? parent.gasLimit * ELASTICITY : parent.gasLimit
  const difference = actual > expected ? actual - expected : expected - actual
  if (difference >= expected / GAS_LIMIT_DENOMINATOR || actual < MIN_GAS_LIMIT) {
    const message = `The gas limit ${actual} is too far from the parent's ${expected}, or below ${MIN_GAS_LIMIT}.`
    return { code: 'GAS_LIMIT_OUT_OF_BOUNDS', message, expected, actual }
  }
  if (gasUsed <= actual) return undefined
  const message = `The gas used, ${gasUsed}, is above the gas limit ${actual}.`
  return { code: 'GAS_USED_ABOVE_LIMIT', message, expected: actual, actual: gasUsed }
}

function checkSeal(
  parent: BlockHeader,
  header: BlockHeader,
  { revision, chain }: HeaderSetting,
): BlockRefusal | undefined {
  const { extraData, difficulty, nonce } = header
  if (extraData.length > MAX_EXTRA_DATA_LENGTH) {
    const message = `The extra data has ${extraData.length} bytes, at most ${MAX_EXTRA_DATA_LENGTH} are allowed.`
    return { code: 'EXTRA_DATA_TOO_LONG', message, actual: BigInt(extraData.length) }
  }
  const expected = nextDifficulty(parent, header.timestamp, revision, chain)
  if (difficulty !== expected)
    return mismatch('WRONG_DIFFICULTY', 'The difficulty', expected, difficulty)
  if (blockRules[revision].seal === 'none' && toHex(nonce) !== toHex(NO_NONCE)) {
    return mismatch('WRONG_NONCE', 'The nonce', toHex(NO_NONCE), toHex(nonce))
  }
  return undefined
}

function checkFees(
  parent: BlockHeader,
  header: BlockHeader,
  { revision, chain }: HeaderSetting,
): BlockRefusal | undefined {
  const baseFee = nextBaseFee(parent, revision)
  if (baseFee !== undefined && header.baseFeePerGas !== baseFee) {
    return mismatch('WRONG_BASE_FEE', 'The base fee', baseFee, header.baseFeePerGas ?? 0n)
  }
  const blobs = blobParametersAt(chain, revision, header.timestamp)
  if (header.excessBlobGas === undefined || blobs === undefined) return undefined
  const excess = nextExcessBlobGas(parent, revision, blobs)
  if (header.excessBlobGas !== excess) {
    return mismatch('WRONG_BLOB_GAS', 'The excess blob gas', excess, header.excessBlobGas)
  }
  return undefined
}

/** A refusal because a value is not the one that follows from the rest. */
export function mismatch(
  code: BlockRefusalCode,
  what: string,
  expected: bigint | string,
  actual: bigint | string,
): BlockRefusal {
  return { code, message: `${what} must be ${expected}, it is ${actual}.`, expected, actual }
}
