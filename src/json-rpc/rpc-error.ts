import { GantryError } from '../primitives/gantry-error.ts'
import type { Json } from './json.ts'

/** A request that cannot be answered: what the client reads as `error`. */
export class RpcError extends GantryError {
  readonly code = 'RPC_ERROR'
  /** Of `errorCode`, or of the node's own table. */
  readonly rpcCode: number
  /** Revert data, or further facts for a program. */
  readonly data: Json | undefined

  constructor(rpcCode: number, message: string, data?: Json) {
    super(message)
    this.rpcCode = rpcCode
    this.data = data
  }
}
