import { nativeStackMb } from '../src/engine/stack-budget.ts'
import { type NodeProgram, threadEntry } from '../src/node-thread/node-program.ts'
import { Supervisor } from '../src/node-thread/supervisor.ts'
import type { StartedFacts } from './started-facts.ts'
import { SubstrateDevnetError } from './substrate-devnet-error.ts'
import { type SubstrateDevnetOptions, substrateDevnetSettings } from './substrate-devnet-options.ts'

/** A node that runs. */
export interface SubstrateDevnetHandle {
  /** Where it answers by HTTP, such as `http://127.0.0.1:9944`; by WebSocket it answers there too. */
  readonly url: string
  /** What it was like when it started. */
  readonly facts: StartedFacts
  /** Resolves when the node was closed; rejects with a `SubstrateDevnetError` when it could not be kept running. */
  readonly ended: Promise<void>
  /** Finishes the block in progress, closes the store and the port. */
  close(): Promise<void>
  /** Stops where it stands. What was told to be in a block is kept. */
  terminate(): Promise<void>
}

const program: NodeProgram = {
  name: 'gantry substrate',
  entry: threadEntry(import.meta.url, 'substrate-devnet-thread'),
  // Contracts nest as deeply as in the devnet, with a runtime below them.
  stackSizeMb: nativeStackMb(),
  failure: (reason, details) => new SubstrateDevnetError(reason, details),
}

/**
 * Starts a Substrate dev node in a thread of its own.
 * @param onNotice Told in words what a person would want to know: that the node was started again, that a request failed
 * for a reason of its own.
 * @throws SubstrateDevnetError when the port is taken, the runtime or its genesis cannot be used, or the data folder is in
 * use, damaged or of another chain
 */
export async function startSubstrateDevnet(
  options: SubstrateDevnetOptions = {},
  onNotice: (text: string) => void = () => undefined,
): Promise<SubstrateDevnetHandle> {
  const settings = substrateDevnetSettings(options)
  const { supervisor, facts } = await Supervisor.start<StartedFacts>(program, settings, onNotice)
  return {
    url: facts.url,
    facts,
    ended: supervisor.ended,
    close: () => supervisor.close(),
    terminate: () => supervisor.terminate(),
  }
}
