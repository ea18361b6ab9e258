import { withLargeStack } from '../engine/large-stack.ts'
import type { CommandArguments } from './command-arguments.ts'

const DEFAULT_TIMEOUT_MS = 60_000

/**
 * Calls a function of a module beside this one in a thread with a large stack, under a watchdog (`--timeout`).
 * @param module without its extension
 * @throws EngineError
 */
export async function inLargeThread(
  { module, exportName, argument }: ThreadCall,
  args: CommandArguments,
): Promise<unknown> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return withLargeStack(
    { module: new URL(`./${module}.${extension}`, import.meta.url), exportName, argument },
    { timeoutMs: Number(args.integer('timeout', 2n ** 31n - 1n) ?? DEFAULT_TIMEOUT_MS) },
  )
}

/** What is called: a function of one argument, both of which can go to another thread. */
export interface ThreadCall {
  readonly module: string
  readonly exportName: string
  readonly argument: unknown
}
