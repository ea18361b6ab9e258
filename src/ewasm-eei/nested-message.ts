import type { ExecutionResult } from '../engine/execution-result.ts'
import { halt } from '../engine/halt.ts'
import type { Message } from '../engine/message.ts'
import { toEngineError } from '../engine/native-limit.ts'
import { NESTED_MESSAGE_STACK_UNITS } from '../engine/stack-budget.ts'
import { statusCode } from '../engine/status-code.ts'
import type { EwasmFrame } from './ewasm-frame.ts'

const MAX_DEPTH = 1024
const EMPTY = new Uint8Array(0)

/** Whether a message of this frame may have one below it: depth (EVM) and native stack (Gantry) are left. */
export function mayNest(frame: EwasmFrame): boolean {
  return frame.message.depth < MAX_DEPTH && nestedStackLeft(frame) >= 0
}

/** The stack height that a nested message may use. */
export function nestedStackLeft(frame: EwasmFrame): number {
  return frame.stackLeft() - NESTED_MESSAGE_STACK_UNITS
}

/**
 * Whether the running account can pay `value`.
 *
 * Halts with `argumentOutOfRange` when its balance needs more than 128 bits, as Hera does.
 */
export function canPay(frame: EwasmFrame, value: bigint): boolean {
  const balance = frame.host.getBalance(frame.message.recipient)
  if (balance >> 128n !== 0n) halt(statusCode.argumentOutOfRange)
  return balance >= value
}

/** A copy of the message's input in memory; nothing is checked when it is empty. */
export function readInput(frame: EwasmFrame, dataOffset: number, dataLength: number): Uint8Array {
  const length = dataLength >>> 0
  return length === 0 ? EMPTY : frame.memory.read(dataOffset >>> 0, length)
}

/** The gas that a nested message gets: `wanted`, and at most all but one 64th of what is left (EIP-150). */
export function gasToForward(frame: EwasmFrame, wanted: bigint): bigint {
  const gasLeft = frame.gasLeft()
  const most = gasLeft - gasLeft / 64n
  return wanted < most ? wanted : most
}

/**
 * Runs a nested message and books its gas and refunds. The return data buffer is the caller's.
 *
 * The frame cannot run meanwhile, so it pays afterwards, and only what was used: of `message.gas` the `stipend` was
 * never its own.
 */
export function runNested(frame: EwasmFrame, message: Message, stipend: number): ExecutionResult {
  const result = callHost(frame, message)
  frame.settleGas(message.gas - BigInt(stipend) - result.gasLeft)
  frame.gasRefund += Number(result.gasRefund)
  return result
}

function callHost(frame: EwasmFrame, message: Message): ExecutionResult {
  try {
    return frame.host.call(message)
  } catch (thrown) {
    // Anything may have thrown down there, also a trap of Wasm that is the host's own: it must not look like a trap of
    // this contract.
    throw toEngineError(thrown)
  }
}
