import { GantryError } from '../../src/primitives/gantry-error.ts'
import { type ErrorCode, errorCode } from './error-code.ts'
import type { Json } from './json.ts'

/** A request that cannot be answered: what the client reads as `error`. */
export class RpcError extends GantryError {
  readonly code = 'RPC_ERROR'
  readonly rpcCode: ErrorCode
  /** Revert data, or further facts for a program. */
  readonly data: Json | undefined

  constructor(rpcCode: ErrorCode, message: string, data?: Json) {
    super(message)
    this.rpcCode = rpcCode
    this.data = data
  }
}

/** The chain refuses: -32000, with the words of go-ethereum where clients match on them. */
export function serverError(message: string): RpcError {
  return new RpcError(errorCode.serverError, message)
}
