import type { SuiteResult } from '../conformance/suite-result.ts'
import { resultLines } from '../conformance/suite-result.ts'
import { withLargeStack } from '../engine/large-stack.ts'
import { nearestName } from '../primitives/nearest-name.ts'
import type { CommandArguments } from './command-arguments.ts'
import { conformanceSuites } from './conformance-suites.ts'
import type { Terminal } from './terminal.ts'

/** A run of a suite, as data that goes to another thread. */
export interface ConformanceRun {
  readonly suite: string
  readonly paths: readonly string[]
  /** Only cases whose file or name contains this text. */
  readonly only: string | undefined
  readonly progress: 'shown' | 'hidden'
}

/**
 * Runs a suite in a thread with a large stack and prints its result.
 * @throws UsageError for an unknown suite
 */
export async function runConformance(
  args: CommandArguments,
  terminal: Terminal,
): Promise<SuiteResult> {
  const [suite = '', ...paths] = args.positionals
  const names = conformanceSuites.map(({ name }) => name)
  if (!names.includes(suite)) {
    const nearest = nearestName(suite, names)
    const hint =
      nearest === undefined ? `Known are ${names.join(', ')}.` : `Did you mean ${nearest}?`
    throw args.usageError(`Unknown suite ${suite}. ${hint}`)
  }
  const run: ConformanceRun = {
    suite,
    paths,
    only: args.text('only'),
    progress: process.stderr.isTTY ? 'shown' : 'hidden',
  }
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const result = (await withLargeStack({
    module: new URL(`./conformance-thread.${extension}`, import.meta.url),
    exportName: 'runInThread',
    argument: run,
  })) as SuiteResult
  terminal.progress('')
  const lines = args.has('json') ? [JSON.stringify(result)] : resultLines(result)
  for (const line of lines) terminal.print(line)
  return result
}
