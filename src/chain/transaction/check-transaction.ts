import { isAtLeast, type Revision } from '../../engine/revision.ts'
import { larger } from '../../primitives/bigint-order.ts'
import { contractRules } from '../rules/contract-rules.ts'
import { transactionRules } from '../rules/transaction-rules.ts'
import { checkBlobs } from './check-blobs.ts'
import { intrinsicGas } from './intrinsic-gas.ts'
import type { Transaction } from './transaction.ts'
import type { TransactionRefusal } from './transaction-refusal.ts'
import { transactionTypes } from './transaction-type.ts'

/** What the rules of a chain say about all its transactions. */
export interface TransactionLimits {
  readonly chainId: bigint
  /** Bytes of init code, where the revision limits it (EIP-3860). */
  readonly maxInitCodeSize: number
}

const MAX_NONCE = 2n ** 64n - 1n
const UINT256_END = 2n ** 256n

/**
 * The first rule that the transaction breaks whatever the state, the block and the signature are: undefined when it
 * breaks none.
 */
export function checkTransaction(
  transaction: Transaction,
  revision: Revision,
  limits: TransactionLimits,
): TransactionRefusal | undefined {
  return (
    checkType(transaction, revision) ??
    checkChainId(transaction, revision, limits.chainId) ??
    checkNonce(transaction) ??
    checkFees(transaction) ??
    checkGasLimit(transaction, revision) ??
    checkInitCode(transaction, revision, limits.maxInitCodeSize) ??
    checkBlobs(transaction, revision) ??
    checkAuthorizations(transaction)
  )
}

function checkType({ type }: Transaction, revision: Revision): TransactionRefusal | undefined {
  const { byte, since } = transactionTypes[type]
  if (isAtLeast(revision, since)) return undefined
  const message = `Transactions of type ${byte} come with ${since}, the block is of ${revision}.`
  return { code: 'TYPE_NOT_ACTIVE', message, expected: since, actual: revision }
}

function checkChainId(
  { type, chainId: actual }: Transaction,
  revision: Revision,
  expected: bigint,
): TransactionRefusal | undefined {
  if (actual === undefined) return undefined
  if (type === 'legacy' && transactionRules[revision].replayProtection === 'unknown') {
    const message = `A signature with a chain id (EIP-155) is not valid before spuriousDragon, the block is of ${revision}.`
    return { code: 'REPLAY_PROTECTION_NOT_ACTIVE', message, actual }
  }
  if (actual === expected) return undefined
  const message = `The transaction is signed for chain ${actual}, this is chain ${expected}.`
  return { code: 'WRONG_CHAIN_ID', message, expected, actual }
}

function checkNonce({ nonce: actual }: Transaction): TransactionRefusal | undefined {
  if (actual < MAX_NONCE) return undefined
  const message = 'The nonce is 2^64 - 1, which no transaction may have (EIP-2681).'
  return { code: 'NONCE_AT_MAXIMUM', message, expected: MAX_NONCE - 1n, actual }
}

function checkFees(transaction: Transaction): TransactionRefusal | undefined {
  const { gasLimit, maxFeePerGas, maxPriorityFeePerGas } = transaction
  if (gasLimit * maxFeePerGas >= UINT256_END) {
    const message = 'Gas limit times fee per gas does not fit 256 bits.'
    return { code: 'GAS_COST_OVERFLOW', message, actual: gasLimit * maxFeePerGas }
  }
  if (maxPriorityFeePerGas <= maxFeePerGas) return undefined
  return {
    code: 'PRIORITY_FEE_ABOVE_MAX_FEE',
    message: `The priority fee of ${maxPriorityFeePerGas} wei is above the maximum fee of ${maxFeePerGas} wei.`,
    expected: maxFeePerGas,
    actual: maxPriorityFeePerGas,
  }
}

function checkGasLimit(
  transaction: Transaction,
  revision: Revision,
): TransactionRefusal | undefined {
  const rules = transactionRules[revision]
  const { gasLimit: actual } = transaction
  if (rules.gasLimitCap !== undefined && actual > rules.gasLimitCap) {
    const message = `The gas limit of ${actual} is above the ${rules.gasLimitCap} that a transaction may have (EIP-7825).`
    return { code: 'GAS_LIMIT_ABOVE_CAP', message, expected: rules.gasLimitCap, actual }
  }
  const { intrinsic, floor } = intrinsicGas(transaction, rules)
  const expected = larger(intrinsic, floor)
  if (actual >= expected) return undefined
  const message = `The transaction itself costs ${expected} gas, its gas limit is ${actual}.`
  return { code: 'INTRINSIC_GAS_TOO_LOW', message, expected, actual }
}

function checkInitCode(
  { to, data }: Transaction,
  revision: Revision,
  maxSize: number,
): TransactionRefusal | undefined {
  if (to !== undefined || contractRules[revision].initCodeSize === 'free') return undefined
  if (data.length <= maxSize) return undefined
  const message = `The init code has ${data.length} bytes, at most ${maxSize} are allowed (EIP-3860).`
  return {
    code: 'INIT_CODE_TOO_LARGE',
    message,
    expected: BigInt(maxSize),
    actual: BigInt(data.length),
  }
}

function checkAuthorizations({
  type,
  authorizationList,
}: Transaction): TransactionRefusal | undefined {
  if (type !== 'setCode' || authorizationList.length > 0) return undefined
  const message = 'A set-code transaction has at least one authorization (EIP-7702).'
  return { code: 'NO_AUTHORIZATIONS', message }
}
