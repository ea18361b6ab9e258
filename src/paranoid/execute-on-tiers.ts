import type { Machine } from '../chain/machine.ts'
import { executeTransaction } from '../chain/transition/execute-transaction.ts'
import type { TransactionExecution } from '../chain/transition/execution-watch.ts'
import { EngineError } from '../engine/engine-error.ts'
import { outcomeDifferences } from './outcome-differences.ts'
import { toPlainJson } from './plain-json.ts'

/** A machine for each tier of EVM bytecode. */
export interface TierMachines {
  /** What counts. */
  readonly first: Machine
  readonly compiled: Machine
}

/** What a transaction did on a machine, as plain texts that can be compared. */
export function plainOutcome(execution: TransactionExecution, machine: Machine): unknown {
  const { view, block, sent, revision } = execution
  try {
    const { receipt, diff } = executeTransaction(view, block, sent, revision, machine)
    const { reason: _, ...rest } = receipt // no part of the outcome
    return JSON.parse(toPlainJson({ receipt: rest, diff }))
  } catch (thrown) {
    if (thrown instanceof EngineError) return { engineError: thrown.message }
    throw thrown
  }
}

/** What the compiled tier says otherwise than the first, as `path: first ≠ compiled`. */
export function tierDifferences(
  execution: TransactionExecution,
  { first, compiled }: TierMachines,
): readonly string[] {
  return outcomeDifferences(plainOutcome(execution, first), plainOutcome(execution, compiled))
}
