import type { Hash } from '../../primitives/bytes32.ts'
import { concatBytes } from '../../primitives/concat-bytes.ts'
import { toHex } from '../../primitives/hex.ts'
import type { TransactionSource } from '../pool/transaction-pool.ts'
import type { RuntimeVersion } from '../runtime/runtime-version.ts'

/** BLAKE2b-64 of `TaggedTransactionQueue`. */
const QUEUE_API = '0xd2bc9897eed08f15'

/** A transaction to be validated on the state after block `hash`. */
export interface ValidationRequest {
  readonly extrinsic: Uint8Array
  readonly source: TransactionSource
  readonly hash: Hash
}

/** What a runtime is called with to validate a transaction: version 1 takes it alone, 2 with its source, 3 with the block, too. */
export function validationInput(
  { apis }: RuntimeVersion,
  { extrinsic, source, hash }: ValidationRequest,
): { readonly entry: string; readonly input: Uint8Array } {
  const version = apis.find(({ id }) => toHex(id) === QUEUE_API)?.version ?? 3
  const parts = [Uint8Array.of(source), extrinsic, hash]
  const input = concatBytes(version === 1 ? [extrinsic] : parts.slice(0, version))
  return { entry: 'TaggedTransactionQueue_validate_transaction', input }
}
