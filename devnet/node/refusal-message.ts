import type {
  TransactionRefusal,
  TransactionRefusalCode,
} from '../../src/chain/transaction/transaction-refusal.ts'
import { errorCode } from '../../src/json-rpc/error-code.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import { serverError } from '../chain-error-code.ts'

/** How go-ethereum begins the same refusal: ethers, viem and other clients match on these words. */
// biome-ignore format: table
const gethWords: Partial<Record<TransactionRefusalCode, (refusal: TransactionRefusal) => string>> = {
  UNKNOWN_TYPE:               () => 'transaction type not supported',
  TYPE_NOT_ACTIVE:            () => 'transaction type not supported',
  WRONG_CHAIN_ID:             ({ expected, actual }) => `invalid chain id for signer: have ${actual} want ${expected}`,
  INVALID_SIGNATURE:          () => 'invalid transaction v, r, s values',
  NONCE_AT_MAXIMUM:           () => 'nonce has max value',
  GAS_COST_OVERFLOW:          () => 'insufficient funds for gas * price + value',
  PRIORITY_FEE_ABOVE_MAX_FEE: () => 'max priority fee per gas higher than max fee per gas',
  INTRINSIC_GAS_TOO_LOW:      ({ expected, actual }) => `intrinsic gas too low: gas ${actual}, minimum needed ${expected}`,
  INIT_CODE_TOO_LARGE:        ({ expected, actual }) => `max initcode size exceeded: code size ${actual} limit ${expected}`,
  GAS_LIMIT_ABOVE_CAP:        () => 'transaction gas limit too high',
  GAS_LIMIT_ABOVE_BLOCK:      () => 'exceeds block gas limit',
  MAX_FEE_BELOW_BASE_FEE:     () => 'max fee per gas less than block base fee',
  NONCE_TOO_LOW:              ({ expected, actual }) => `nonce too low: next nonce ${expected}, tx nonce ${actual}`,
  NONCE_TOO_HIGH:             ({ expected, actual }) => `nonce too high: next nonce ${expected}, tx nonce ${actual}`,
  SENDER_HAS_CODE:            () => 'sender not an eoa',
  INSUFFICIENT_FUNDS:         () => 'insufficient funds for gas * price + value',
}

/** Refusals of the bytes themselves: the parameter is wrong, the chain was not asked. */
const malformed: readonly TransactionRefusalCode[] = ['MALFORMED_RLP', 'MALFORMED_FIELD']

/** A refused transaction as the error that a client gets: geth's words first, then ours with the facts. */
export function refusalError(refusal: TransactionRefusal): RpcError {
  if (malformed.includes(refusal.code)) {
    return new RpcError(
      errorCode.invalidParams,
      `invalid argument 0 (transaction): ${refusal.message}`,
    )
  }
  const words = gethWords[refusal.code]?.(refusal)
  return serverError(words === undefined ? refusal.message : `${words}: ${refusal.message}`)
}
