import type { Replay } from '../paranoid/replay-case.ts'
import type { CommandArguments } from './command-arguments.ts'
import { inLargeThread } from './in-large-thread.ts'

/**
 * Executes the transaction in a file on both tiers, in a thread with a large stack, under a watchdog.
 * @throws EngineError
 */
export async function replayInThread(args: CommandArguments): Promise<Replay> {
  const [, argument] = args.positionals
  const call = { module: '../paranoid/replay-case', exportName: 'replayCase', argument }
  return (await inLargeThread(call, args)) as Replay
}
