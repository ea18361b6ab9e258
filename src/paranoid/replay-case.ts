import { readFileSync } from 'node:fs'
import type { TransactionExecution } from '../chain/transition/execution-watch.ts'
import { createEwasmVm } from '../ewasm-eei/ewasm-vm.ts'
import { gasSchedules } from '../gas-metering/gas-schedules.ts'
import { preparePrecompiles } from '../precompiles/prepare-precompiles.ts'
import { CaseView } from './case-view.ts'
import { plainOutcome, tierDifferences } from './execute-on-tiers.ts'
import { tierMachines } from './paranoid-machine.ts'
import { fromPlainJson } from './plain-json.ts'
import type { TransactionCase } from './transaction-case.ts'
import { UnreadableCaseError } from './unreadable-case-error.ts'

/** What became of a case that was executed again. */
export interface Replay {
  /** What the first tier says, as plain texts. */
  readonly outcome: unknown
  readonly differences: readonly string[]
}

/**
 * Executes a case on both tiers, from a file that `paranoidWatch` wrote. Ewasm contracts run under the devnet's schedule.
 * @throws UnreadableCaseError
 */
export async function replayCase(file: string): Promise<Replay> {
  await preparePrecompiles()
  const execution = executionOf(readCase(file))
  const machines = tierMachines(createEwasmVm({ schedule: gasSchedules['ewasm-v1'] }))
  return {
    outcome: plainOutcome(execution, machines.first),
    differences: tierDifferences(execution, machines),
  }
}

function readCase(file: string): TransactionCase {
  try {
    const read = fromPlainJson(readFileSync(file, 'utf8')) as Partial<TransactionCase> | null
    const { revision, block, sent, accounts, blockHashes } = read ?? {}
    if (revision && block && sent && accounts && blockHashes) {
      return { revision, block, sent, accounts, blockHashes }
    }
  } catch (error) {
    throw new UnreadableCaseError(file, error)
  }
  throw new UnreadableCaseError(file, 'A part of it is missing.')
}

function executionOf(found: TransactionCase): TransactionExecution {
  const { revision, sent, block, blockHashes, accounts } = found
  const hashes = new Map(blockHashes.map(({ number, hash }) => [number, hash]))
  // What is undefined is not in the file.
  const transaction = { ...sent.transaction, to: sent.transaction.to }
  return {
    revision,
    view: new CaseView(accounts),
    block: { ...block, getBlockHash: (number) => hashes.get(number) },
    sent: { ...sent, transaction },
  }
}
