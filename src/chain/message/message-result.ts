import type { ExecutionResult } from '../../engine/execution-result.ts'
import type { Message } from '../../engine/message.ts'
import { type StatusCode, statusCode } from '../../engine/status-code.ts'
import type { Gas } from '../../primitives/quantity.ts'

const EMPTY = new Uint8Array()

/** A message that did nothing and used nothing, successfully: a transfer, a call of an account without code. */
export function succeeded(gasLeft: Gas, output: Uint8Array = EMPTY): ExecutionResult {
  return { statusCode: statusCode.success, gasLeft, gasRefund: 0n, output }
}

/** A message that failed: its gas is gone. */
export function failed(status: StatusCode, reason?: string): ExecutionResult {
  const result = { statusCode: status, gasLeft: 0n, gasRefund: 0n, output: EMPTY }
  return reason === undefined ? result : { ...result, reason }
}

/** A message that was not started, because of depth, balance or nonce: its gas is the caller's again. */
export function notStarted(message: Message, status: StatusCode): ExecutionResult {
  return { statusCode: status, gasLeft: message.gas, gasRefund: 0n, output: EMPTY }
}
