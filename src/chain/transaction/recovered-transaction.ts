import type { Revision } from '../../engine/revision.ts'
import type { Address } from '../../primitives/address.ts'
import type { Hash } from '../../primitives/bytes32.ts'
import { keccak256 } from '../../primitives/keccak256.ts'
import { checkTransaction, type TransactionLimits } from './check-transaction.ts'
import { decodeTransaction } from './decode-transaction.ts'
import { encodeTransaction } from './encode-transaction.ts'
import { recoverSender } from './recover-sender.ts'
import type { SignedTransaction } from './transaction.ts'
import type { TransactionRefusal } from './transaction-refusal.ts'

/** A signed transaction with what was computed from it once. */
export interface RecoveredTransaction {
  readonly transaction: SignedTransaction
  readonly hash: Hash
  readonly sender: Address
}

/** A transaction with its sender, or why it was refused. */
export type TransactionRecovery =
  | ({ readonly ok: true } & RecoveredTransaction)
  | { readonly ok: false; readonly refusal: TransactionRefusal }

/** Hash and sender of a transaction. */
export function recoverTransaction(
  transaction: SignedTransaction,
  revision: Revision,
): TransactionRecovery {
  const recovered = recoverSender(transaction, revision)
  if (!recovered.ok) return recovered
  const hash = keccak256(encodeTransaction(transaction))
  return { ok: true, transaction, hash, sender: recovered.sender }
}

/** All that can be said of a transaction that came as bytes without a state: decoding, rules, sender. */
export function receiveTransaction(
  bytes: Uint8Array,
  revision: Revision,
  limits: TransactionLimits,
): TransactionRecovery {
  const decoded = decodeTransaction(bytes)
  if (!decoded.ok) return decoded
  const refusal = checkTransaction(decoded.transaction, revision, limits)
  if (refusal !== undefined) return { ok: false, refusal }
  return recoverTransaction(decoded.transaction, revision)
}
