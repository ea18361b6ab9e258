import type { EVM } from '@ethereumjs/evm'
import type { Machine } from '../chain/machine.ts'
import type { ExecutionResult } from '../engine/execution-result.ts'
import type { Revision } from '../engine/revision.ts'
import { State } from '../state/index.ts'
import type { FetchedWorld } from './fetched-world.ts'
import { blockContextOf, type RunOptions, txContextOf } from './message-context.ts'
import { RecordingHost } from './recording-host.ts'
import { untilFetched } from './until-fetched.ts'

/** What messages are executed on. */
export interface Execution {
  readonly evm: EVM
  readonly machine: Machine
  readonly revision: Revision
  readonly world: FetchedWorld
}

/** A message that has been executed and whose changes are still in the host's state. */
export interface Executed {
  readonly host: RecordingHost
  readonly result: ExecutionResult
}

/** Runs a message over what their state manager holds, which stays as it is. Undefined: see `untilFetched`. */
export function executeOver(
  { evm, machine, revision, world }: Execution,
  opts: RunOptions,
  run: (host: RecordingHost) => ExecutionResult,
): Promise<Executed | undefined> {
  const block = blockContextOf(evm, opts.block, (number) => world.blockHash(number))
  const txContext = txContextOf(block, opts)
  return untilFetched(world, () => {
    const state = new State(world, machine.codes)
    world.rewrite(state)
    const host = new RecordingHost({ state, block, revision, machine, txContext }, evm.journal)
    return { host, result: run(host) }
  })
}
