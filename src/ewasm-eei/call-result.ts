import type { ExecutionResult } from '../engine/execution-result.ts'
import { statusCode } from '../engine/status-code.ts'

/** What `call…` and `create…` return to the contract. */
export const callResult = { success: 0, failure: 1, revert: 2 } as const
export type CallResult = (typeof callResult)[keyof typeof callResult]

/** The EEI's view of how a nested message ended. */
export function callResultOf({ statusCode: status }: ExecutionResult): CallResult {
  if (status === statusCode.success) return callResult.success
  return status === statusCode.revert ? callResult.revert : callResult.failure
}
