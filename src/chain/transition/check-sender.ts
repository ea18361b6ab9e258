import type { Revision } from '../../engine/revision.ts'
import { toChecksumAddress } from '../../primitives/checksum-address.ts'
import { EMPTY_CODE_HASH } from '../../primitives/empty-hashes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import type { Wei } from '../../primitives/quantity.ts'
import type { Account, StateView } from '../../state/index.ts'
import { EMPTY_ACCOUNT } from '../../state/index.ts'
import type { BlockContext } from '../block-context.ts'
import { delegationOf } from '../message/delegation.ts'
import { transactionRules } from '../rules/transaction-rules.ts'
import { blobGasOf } from '../transaction/check-blobs.ts'
import type { Transaction } from '../transaction/transaction.ts'
import type { TransactionRefusal } from '../transaction/transaction-refusal.ts'
import type { SentTransaction } from './sent-transaction.ts'

/** The first rule of block and sender's account that the transaction breaks, undefined when it breaks none. */
export function checkSender(
  view: StateView,
  block: BlockContext,
  sent: SentTransaction,
  revision: Revision,
): TransactionRefusal | undefined {
  const refusal = checkBlock(block, sent)
  if (refusal !== undefined) return refusal
  const account = view.account(sent.sender) ?? EMPTY_ACCOUNT
  return (
    checkNonce(account, sent) ??
    checkCode(view, account, sent, revision) ??
    checkFunds(account, sent, 0n)
  )
}

function checkBlock(
  block: BlockContext,
  { transaction }: SentTransaction,
): TransactionRefusal | undefined {
  const { gasLimit, maxFeePerGas } = transaction
  if (gasLimit > block.gasLimit) {
    const message = `The gas limit of ${gasLimit} is above the block's ${block.gasLimit}.`
    return { code: 'GAS_LIMIT_ABOVE_BLOCK', message, expected: block.gasLimit, actual: gasLimit }
  }
  if (maxFeePerGas >= block.baseFee) return checkBlobFee(block, transaction)
  const message = `The maximum fee of ${maxFeePerGas} wei per gas is below the block's base fee of ${block.baseFee} wei.`
  return { code: 'MAX_FEE_BELOW_BASE_FEE', message, expected: block.baseFee, actual: maxFeePerGas }
}

function checkBlobFee(
  { blobBaseFee: expected }: BlockContext,
  { type, maxFeePerBlobGas: actual }: Transaction,
): TransactionRefusal | undefined {
  if (type !== 'blob' || actual >= expected) return undefined
  const message = `The maximum fee of ${actual} wei per blob gas is below the block's ${expected} wei.`
  return { code: 'MAX_BLOB_FEE_BELOW_BASE_FEE', message, expected, actual }
}

function checkNonce(
  { nonce: expected }: Account,
  { transaction, sender }: SentTransaction,
): TransactionRefusal | undefined {
  const { nonce: actual } = transaction
  if (actual === expected) return undefined
  const message = `The nonce is ${actual}, the next one of ${toChecksumAddress(sender)} is ${expected}.`
  return { code: actual < expected ? 'NONCE_TOO_LOW' : 'NONCE_TOO_HIGH', message, expected, actual }
}

function checkCode(
  view: StateView,
  { codeHash }: Account,
  { sender }: SentTransaction,
  revision: Revision,
): TransactionRefusal | undefined {
  const { senderWithCode } = transactionRules[revision]
  if (senderWithCode === 'allowed') return undefined
  if (equalBytes(codeHash, EMPTY_CODE_HASH)) return undefined
  const isDelegation = delegationOf(view.code(codeHash)) !== undefined
  if (isDelegation && senderWithCode === 'delegationOnly') return undefined
  const message = `${toChecksumAddress(sender)} is a contract, which cannot send transactions (EIP-3607).`
  return { code: 'SENDER_HAS_CODE', message }
}

/** What the transaction may cost its sender at most: all of its gas at the highest price, and the value. */
export function highestCost(transaction: Transaction): Wei {
  const { gasLimit, maxFeePerGas, maxFeePerBlobGas, value } = transaction
  return gasLimit * maxFeePerGas + blobGasOf(transaction) * maxFeePerBlobGas + value
}

/** Whether the sender can pay what the transaction may cost, on top of `reserved` for others. */
export function checkBalance(
  view: StateView,
  sent: SentTransaction,
  reserved: Wei = 0n,
): TransactionRefusal | undefined {
  return checkFunds(view.account(sent.sender) ?? EMPTY_ACCOUNT, sent, reserved)
}

function checkFunds(
  { balance: actual }: Account,
  { transaction, sender }: SentTransaction,
  reserved: Wei,
): TransactionRefusal | undefined {
  const cost = highestCost(transaction)
  const expected = cost + reserved
  if (actual >= expected) return undefined
  const waiting = reserved === 0n ? '' : `, and those that wait ${reserved} wei`
  const message = `${toChecksumAddress(sender)} has ${actual} wei, gas and value may cost ${cost} wei${waiting}.`
  return { code: 'INSUFFICIENT_FUNDS', message, expected, actual }
}
