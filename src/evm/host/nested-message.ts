import type { ExecutionResult } from '../../engine/execution-result.ts'
import type { Message } from '../../engine/message.ts'
import { NESTED_MESSAGE_STACK_UNITS } from '../../engine/stack-budget.ts'
import { statusCode } from '../../engine/status-code.ts'
import type { EvmFrame } from './evm-frame.ts'

const NONE = new Uint8Array(0)
const MAX_DEPTH = 1024

/** What of a nested message depends on how deep it is. */
export type Nesting = Pick<Message, 'depth' | 'stackLeft'>

/** All but one 64th of `gas` (EIP-150). */
export function allButOne64th(gas: bigint): bigint {
  return gas - (gas >> 6n)
}

/** How deep a message is that `frame` sends; it may be too deep. */
export function nestingIn({ message }: EvmFrame): Nesting {
  return {
    depth: message.depth + 1,
    stackLeft: message.stackLeft - NESTED_MESSAGE_STACK_UNITS,
  }
}

/**
 * Sends a message and books its gas and refunds. What it was given beyond `paid` is a stipend, and the caller's to keep.
 * @returns undefined when depth or native stack forbid it: nothing is used then.
 */
export function send(frame: EvmFrame, message: Message, paid: bigint): ExecutionResult | undefined {
  if (message.depth > MAX_DEPTH || message.stackLeft < 0) {
    frame.returnData = NONE
    frame.gas += message.gas - paid
    return undefined
  }
  frame.slots.writeBack()
  const result = frame.host.call(message)
  frame.slots.enter(frame.host)
  frame.gas += result.gasLeft - paid
  frame.addRefund(result.gasRefund)
  frame.returnData = result.output
  return result
}

/** Whether a message was sent and succeeded. */
export function isSuccess(result: ExecutionResult | undefined): boolean {
  return result !== undefined && result.statusCode === statusCode.success
}
