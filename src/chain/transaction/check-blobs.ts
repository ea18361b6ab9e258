import type { Revision } from '../../engine/revision.ts'
import type { Gas } from '../../primitives/quantity.ts'
import { transactionRules } from '../rules/transaction-rules.ts'
import type { Transaction } from './transaction.ts'
import type { TransactionRefusal } from './transaction-refusal.ts'

const GAS_PER_BLOB = 131_072n
/** First byte of the hash of a KZG commitment. */
const VERSION_BYTE = 1

/** The blob gas that the transaction uses: it is bought beside the gas. */
export function blobGasOf({ blobVersionedHashes }: Transaction): Gas {
  const { length } = blobVersionedHashes
  return length === 0 ? 0n : GAS_PER_BLOB * BigInt(length)
}

/**
 * The first rule about blobs that the transaction breaks, whatever the block is.
 * @see https://eips.ethereum.org/EIPS/eip-4844
 */
export function checkBlobs(
  { type, blobVersionedHashes }: Transaction,
  revision: Revision,
): TransactionRefusal | undefined {
  if (type !== 'blob') return undefined
  const count = blobVersionedHashes.length
  if (count === 0) return { code: 'NO_BLOBS', message: 'A blob transaction has at least one blob.' }
  const { maxBlobs } = transactionRules[revision]
  if (count > maxBlobs) {
    const message = `The transaction has ${count} blobs, at most ${maxBlobs} are allowed.`
    return { code: 'TOO_MANY_BLOBS', message, expected: BigInt(maxBlobs), actual: BigInt(count) }
  }
  const wrong = blobVersionedHashes.find((hash) => hash[0] !== VERSION_BYTE)
  if (wrong === undefined) return undefined
  const message = `A blob's hash has the version ${wrong[0]}, only ${VERSION_BYTE} is known.`
  return { code: 'WRONG_BLOB_VERSION', message, expected: 1n, actual: BigInt(wrong[0] ?? 0) }
}
