import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import { toHex } from '../../src/primitives/hex.ts'
import type { Submission } from '../../src/substrate-host/pool/submission.ts'
import { chainErrorCode } from '../chain-error-code.ts'
import { invalidTransactionText, unknownTransactionText } from './transaction-validity-text.ts'

type Refused = Extract<Submission, { readonly ok: false }>

/** What `author_submitExtrinsic` answers to a transaction that the pool does not take, in the words of Substrate's nodes. */
export function poolRefusalError({ refusal, hash }: Refused): RpcError {
  switch (refusal.kind) {
    case 'invalid':
      return new RpcError(
        chainErrorCode.invalidTransaction,
        'Invalid Transaction',
        invalidTransactionText(refusal.error),
      )
    case 'unknown':
      return new RpcError(
        chainErrorCode.unknownValidity,
        'Unknown Transaction Validity',
        unknownTransactionText(refusal.error),
      )
    case 'banned':
      return new RpcError(chainErrorCode.temporarilyBanned, 'Transaction is temporarily banned')
    case 'alreadyImported':
      return new RpcError(
        chainErrorCode.alreadyImported,
        'Transaction Already Imported',
        `[${toHex(hash)}]`,
      )
    case 'priorityTooLow':
      return new RpcError(
        chainErrorCode.priorityTooLow,
        `Priority is too low: (${refusal.old} vs ${refusal.new})`,
        'The transaction has too low priority to replace another transaction already in the pool.',
      )
    case 'noTags':
      return new RpcError(
        chainErrorCode.noTags,
        'The transaction does not provide any tags, so the pool can not identify it',
      )
    case 'cycle':
      return new RpcError(chainErrorCode.cycleDetected, 'Cycle Detected')
    case 'immediatelyDropped':
      return new RpcError(
        chainErrorCode.immediatelyDropped,
        'Immediately Dropped',
        "The transaction couldn't enter the pool because of the limit",
      )
    case 'trapped':
      return new RpcError(chainErrorCode.verification, `Verification Error: ${refusal.message}`)
  }
}

/** The same in one line. */
export function poolRefusalText(refused: Refused): string {
  const { message, data } = poolRefusalError(refused)
  return typeof data === 'string' ? `${message}: ${data}` : message
}
