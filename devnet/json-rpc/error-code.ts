/**
 * Error codes of JSON-RPC 2.0 and of Ethereum's JSON-RPC.
 *
 * Like geth, what the chain refuses (nonce, funds, limits) has the one code -32000 and is told apart by its words:
 * clients match on those.
 *
 * @see https://www.jsonrpc.org/specification#error_object
 * @see https://eips.ethereum.org/EIPS/eip-1474#error-codes
 */
// biome-ignore format: table
export const errorCode = {
  parseError:        -32700,
  invalidRequest:    -32600,
  methodNotFound:    -32601,
  invalidParams:     -32602,
  internalError:     -32603,
  serverError:       -32000,
  resourceNotFound:  -32001,
  limitExceeded:     -32005,
  /** A call ended by `revert`; `data` is the revert data. */
  executionReverted: 3,
} as const
export type ErrorCode = (typeof errorCode)[keyof typeof errorCode]
