import type { Revision } from '../../engine/revision.ts'
import type { Address } from '../../primitives/address.ts'
import { recoverAddress, SECP256K1_ORDER } from '../../primitives/secp256k1.ts'
import { transactionRules } from '../rules/transaction-rules.ts'
import { signingHash } from './encode-transaction.ts'
import type { SignedTransaction } from './transaction.ts'
import type { TransactionRefusal } from './transaction-refusal.ts'

/** Who signed a transaction, or why nobody can have. */
export type RecoveredSender =
  | { readonly ok: true; readonly sender: Address }
  | { readonly ok: false; readonly refusal: TransactionRefusal }

/** The account that signed the transaction. Cost: about 90 µs, nearly all of what a transfer costs. */
export function recoverSender(transaction: SignedTransaction, revision: Revision): RecoveredSender {
  const { yParity, r, s } = transaction
  if (transactionRules[revision].highS === 'refused' && s > SECP256K1_ORDER / 2n) {
    return refuse('The signature is not valid: s is in the upper half of its range (EIP-2).')
  }
  const sender = recoverAddress(signingHash(transaction), r, s, yParity === 1n ? 1 : 0)
  if (sender !== undefined) return { ok: true, sender }
  return refuse('The signature is not valid: no key can have made it.')
}

function refuse(message: string): RecoveredSender {
  return { ok: false, refusal: { code: 'INVALID_SIGNATURE', message } }
}
