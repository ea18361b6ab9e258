/**
 * Error codes of JSON-RPC 2.0, which every method may answer with. A node adds its own.
 * @see https://www.jsonrpc.org/specification#error_object
 */
// biome-ignore format: table
export const errorCode = {
  parseError:     -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams:  -32602,
  internalError:  -32603,
} as const
