import type { EvmOutcome } from './evm-execution.ts'
import { executionLines } from './execution-lines.ts'
import type { Terminal } from './terminal.ts'

/** The outcome of an execution of EVM bytecode for a terminal. */
export function evmExecutionLines(outcome: EvmOutcome, terminal: Terminal): string[] {
  const { gasRefund, created, microseconds } = outcome
  return [
    ...executionLines(outcome, terminal),
    ...(created === undefined ? [] : [`Created   ${created}`]),
    ...(gasRefund === '0' ? [] : [`Refund    ${gasRefund}`]),
    ...(microseconds === undefined ? [] : [`Time      ${microseconds.toPrecision(4)} µs (median)`]),
  ]
}
