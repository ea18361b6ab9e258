import { type StatusCode, statusCode } from '../../src/engine/status-code.ts'
import { RpcError } from '../../src/json-rpc/rpc-error.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { chainErrorCode, serverError } from '../chain-error-code.ts'
import { revertReason } from './revert-reason.ts'

/** How an execution that is neither success nor revert is told: go-ethereum's words where it has them. */
// biome-ignore format: table
const failureWords: Partial<Record<StatusCode, string>> = {
  [statusCode.outOfGas]:                   'out of gas',
  [statusCode.invalidInstruction]:         'invalid opcode',
  [statusCode.undefinedInstruction]:       'invalid opcode',
  [statusCode.stackOverflow]:              'stack limit reached',
  [statusCode.callDepthExceeded]:          'max call depth exceeded',
  [statusCode.invalidMemoryAccess]:        'memory access out of bounds',
  [statusCode.staticModeViolation]:        'write protection',
  [statusCode.contractValidationFailure]:  'contract validation failed',
  [statusCode.argumentOutOfRange]:         'argument out of range',
  [statusCode.wasmUnreachableInstruction]: 'unreachable instruction',
  [statusCode.wasmTrap]:                   'trap',
  [statusCode.insufficientBalance]:        'insufficient balance for transfer',
}

/** How an execution ended, as far as an error tells it. */
export interface FailedExecution {
  readonly statusCode: StatusCode
  readonly output: Uint8Array
  /** A sentence of the engine on the failure, if it has one. */
  readonly reason: string | undefined
}

/** The error for an execution that did not succeed: code 3 with the revert data for a revert. */
export function executionError({ statusCode: status, output, reason }: FailedExecution): RpcError {
  if (status !== statusCode.revert) {
    const words = failureWords[status] ?? 'execution failed'
    return serverError(reason === undefined ? words : `${words}: ${reason}`)
  }
  const said = revertReason(output)
  const message = said === undefined ? 'execution reverted' : `execution reverted: ${said}`
  return new RpcError(chainErrorCode.executionReverted, message, toHex(output))
}
