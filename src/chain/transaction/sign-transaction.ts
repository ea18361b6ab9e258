import type { Bytes32 } from '../../primitives/bytes32.ts'
import { sign } from '../../primitives/secp256k1.ts'
import { signingHash } from './encode-transaction.ts'
import type { SignedTransaction, Transaction } from './transaction.ts'

/** Signs a transaction (RFC 6979: the same transaction and key give the same signature). */
export function signTransaction(transaction: Transaction, privateKey: Bytes32): SignedTransaction {
  const { yParity, r, s } = sign(signingHash(transaction), privateKey)
  return { ...transaction, yParity: BigInt(yParity), r, s }
}
