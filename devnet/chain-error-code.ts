import { RpcError } from '../src/json-rpc/rpc-error.ts'

/**
 * Error codes of Ethereum's JSON-RPC, besides those of JSON-RPC itself.
 *
 * Like geth, what the chain refuses (nonce, funds, limits) has the one code -32000 and is told apart by its words:
 * clients match on those.
 *
 * @see https://eips.ethereum.org/EIPS/eip-1474#error-codes
 */
// biome-ignore format: table
export const chainErrorCode = {
  serverError:       -32000,
  resourceNotFound:  -32001,
  limitExceeded:     -32005,
  /** A call ended by `revert`; `data` is the revert data. */
  executionReverted: 3,
} as const

/** The chain refuses: -32000, with the words of go-ethereum where clients match on them. */
export function serverError(message: string): RpcError {
  return new RpcError(chainErrorCode.serverError, message)
}
