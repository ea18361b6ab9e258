import type { Address } from '../../primitives/address.ts'
import { recoverAddress } from '../../primitives/secp256k1.ts'
import { signingHash } from './encode-transaction.ts'
import type { SignedTransaction } from './transaction.ts'

/** The account that signed the transaction, undefined when the signature fits no key. */
export function recoverSender(transaction: SignedTransaction): Address | undefined {
  const { yParity, r, s } = transaction
  return recoverAddress(signingHash(transaction), r, s, yParity === 1n ? 1 : 0)
}
