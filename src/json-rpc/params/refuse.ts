import { errorCode } from '../error-code.ts'
import { describe } from '../json.ts'
import { RpcError } from '../rpc-error.ts'

/** The error for a parameter that is not what its method wants: which one, what was expected, what came. */
export function refuse(path: string, expected: string, value: unknown): RpcError {
  return new RpcError(
    errorCode.invalidParams,
    `invalid ${path}: expected ${expected}, got ${describe(value)}`,
  )
}
