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
  const { data, to, accessList, authorizationList } = transaction
  const zeroBytes = countZeroBytes(data)
  const nonZeroBytes = BigInt(data.length - zeroBytes)
  const createGas = to === undefined ? rules.create + initCodeWords(data) * rules.initCodeWord : 0n
  const storageKeys = accessList.reduce((sum, entry) => sum + entry.storageKeys.length, 0)
  const intrinsic =
    rules.base +
    createGas +
    BigInt(zeroBytes) * rules.zeroByte +
    nonZeroBytes * rules.nonZeroByte +
    BigInt(accessList.length) * rules.accessListAddress +
    BigInt(storageKeys) * rules.accessListStorageKey +
    BigInt(authorizationList.length) * rules.authorization
  const tokens = BigInt(zeroBytes) + 4n * nonZeroBytes
  const floor = rules.floorPerToken === 0n ? 0n : rules.base + tokens * rules.floorPerToken
  return { intrinsic, floor }
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
