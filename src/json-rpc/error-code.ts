/**
 * Error codes of JSON-RPC 2.0, and those by which this server says no for its own sake: clients of Substrate nodes know
 * them from jsonrpsee. A node adds its own.
 * @see https://www.jsonrpc.org/specification#error_object
 */
// biome-ignore format: table
export const errorCode = {
  parseError:           -32700,
  invalidRequest:       -32600,
  methodNotFound:       -32601,
  invalidParams:        -32602,
  internalError:        -32603,
  tooManySubscriptions: -32006,
  responseTooLarge:     -32008,
} as const
