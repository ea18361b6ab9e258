import type { Gas } from '../../primitives/quantity.ts'
import type { TransactionRules } from '../rules/transaction-rules.ts'
import type { Transaction } from './transaction.ts'

/** What a transaction costs before anything runs. */
export interface IntrinsicGas {
  /** Paid first; the rest of the gas limit is for the message. */
  readonly intrinsic: Gas
  /** Least gas that the whole transaction uses (EIP-7623); 0 where there is no floor. */
  readonly floor: Gas
}

/**
 * The gas that a transaction pays for itself: base, data, init code, access list, authorizations.
 * @see Yellow Paper, section 6.2, g_0
 */
export function intrinsicGas(transaction: Transaction, rules: TransactionRules): IntrinsicGas {
  const { data, to, authorizationList } = transaction
  const zeroBytes = countZeroBytes(data)
  const nonZeroBytes = data.length - zeroBytes
  const createGas = to === undefined ? rules.create + initCodeWords(data) * rules.initCodeWord : 0n
  const intrinsic =
    rules.base +
    createGas +
    priceOf(zeroBytes, rules.zeroByte) +
    priceOf(nonZeroBytes, rules.nonZeroByte) +
    accessListGas(transaction, rules) +
    priceOf(authorizationList.length, rules.authorization)
  const tokens = zeroBytes + 4 * nonZeroBytes
  const { floorPerToken } = rules
  const floor = floorPerToken === 0n ? 0n : rules.base + priceOf(tokens, floorPerToken)
  return { intrinsic, floor }
}

/** Most transactions have none of most things. */
function priceOf(count: number, price: Gas): Gas {
  return count === 0 ? 0n : BigInt(count) * price
}

function accessListGas({ accessList }: Transaction, rules: TransactionRules): Gas {
  if (accessList.length === 0) return 0n
  const storageKeys = accessList.reduce((sum, entry) => sum + entry.storageKeys.length, 0)
  return (
    priceOf(accessList.length, rules.accessListAddress) +
    priceOf(storageKeys, rules.accessListStorageKey)
  )
}

/** 32-byte words that hold the init code, the last one perhaps not full (EIP-3860). */
function initCodeWords(initCode: Uint8Array): bigint {
  return BigInt(Math.ceil(initCode.length / 32))
}

function countZeroBytes(data: Uint8Array): number {
  let count = 0
  for (const byte of data) if (byte === 0) count += 1
  return count
}
