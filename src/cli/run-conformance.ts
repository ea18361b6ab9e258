import { evmTiers } from '../conformance/evm-state.ts'
import { FileQueue } from '../conformance/file-queue.ts'
import { type FileResult, suiteResult } from '../conformance/run-suite.ts'
import type { Suite } from '../conformance/suite.ts'
import { resultLines, type SuiteResult } from '../conformance/suite-result.ts'
import { vectorFiles } from '../conformance/vector-files.ts'
import { withLargeStack } from '../engine/large-stack.ts'
import { nearestName } from '../primitives/nearest-name.ts'
import type { CommandArguments } from './command-arguments.ts'
import { conformanceSuites, type SuiteOptions, throughs } from './conformance-suites.ts'
import type { ConformanceShare } from './conformance-thread.ts'
import type { Terminal } from './terminal.ts'

const MOST_JOBS = 64n

/**
 * Runs a suite in threads with large stacks and prints its result, which does not depend on their number.
 * @throws UsageError for an unknown suite or tier
 */
export async function runConformance(
  args: CommandArguments,
  terminal: Terminal,
): Promise<SuiteResult> {
  const [name = '', ...paths] = args.positionals
  const tier = args.choice('tier', evmTiers) ?? 'first'
  const through = args.choice('through', throughs) ?? 'engine'
  const suite = suiteOf(name, { tier, through }, args)
  const files = filesOf(suite, paths, args.text('without'))
  const share: ConformanceShare = {
    suite: name,
    tier,
    through,
    files,
    queue: FileQueue.newBuffer(),
    only: args.text('only'),
    progress: process.stderr.isTTY ? 'shown' : 'hidden',
  }
  const jobs = Math.max(1, Number(args.integer('jobs', MOST_JOBS) ?? 1n))
  const shares = await Promise.all(Array.from({ length: jobs }, () => runShare(share)))
  const results = shares.flat()
  terminal.progress('')
  const slowest = Number(args.integer('slowest', BigInt(files.length)) ?? 0n)
  for (const line of slowestLines(results, slowest)) terminal.note(line)
  const result = suiteResult(name, results)
  const lines = args.has('json') ? [JSON.stringify(result)] : resultLines(result)
  for (const line of lines) terminal.print(line)
  return result
}

function suiteOf(name: string, options: SuiteOptions, args: CommandArguments): Suite {
  const suites = conformanceSuites(options)
  const found = suites.find((suite) => suite.name === name)
  if (found !== undefined) return found
  const names = suites.map((suite) => suite.name)
  const nearest = nearestName(name, names)
  const hint = nearest === undefined ? `Known are ${names.join(', ')}.` : `Did you mean ${nearest}?`
  throw args.usageError(`Unknown suite ${name}. ${hint}`)
}

/** The files of the paths, without those whose path contains one of the comma-separated texts. */
function filesOf(
  suite: Suite,
  paths: readonly string[],
  without: string | undefined,
): readonly string[] {
  const texts = without?.split(',').filter((text) => text !== '') ?? []
  return vectorFiles(suite, paths).filter((file) => !texts.some((text) => file.includes(text)))
}

function runShare(share: ConformanceShare): Promise<readonly FileResult[]> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return withLargeStack({
    module: new URL(`./conformance-thread.${extension}`, import.meta.url),
    exportName: 'runInThread',
    argument: share,
  }) as Promise<readonly FileResult[]>
}

function slowestLines(results: readonly FileResult[], count: number): readonly string[] {
  return [...results]
    .sort((left, right) => right.milliseconds - left.milliseconds)
    .slice(0, count)
    .map(({ file, milliseconds }) => `${(milliseconds / 1000).toFixed(2)} s  ${file}`)
}
