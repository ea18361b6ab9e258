import type { EvmOutcome } from './evm-execution.ts'
import { executionLines } from './execution-lines.ts'
import type { Terminal } from './terminal.ts'

/** The outcome of an execution of EVM bytecode for a terminal. */
export function evmExecutionLines(outcome: EvmOutcome, terminal: Terminal): string[] {
  const { gasRefund, created, microseconds, differences } = outcome
  return [
    ...executionLines(outcome, terminal),
    ...(created === undefined ? [] : [`Created   ${created}`]),
    ...(gasRefund === '0' ? [] : [`Refund    ${gasRefund}`]),
    ...(differences === undefined ? [] : tierLines(differences)),
    ...(microseconds === undefined ? [] : [`Time      ${microseconds.toPrecision(4)} µs (median)`]),
  ]
}

/** The command line that was given shows it again: there is nothing else that the execution depends on. */
function tierLines(differences: readonly string[]): string[] {
  if (differences.length === 0) return ['Tiers     first and compiled agree']
  return ['Tiers     first ≠ compiled', ...differences.map((line) => `          ${line}`)]
}
