import { CaseReport, thrownText } from './case-report.ts'
import type { CaseResult } from './case-result.ts'
import { FileQueue } from './file-queue.ts'
import type { Suite } from './suite.ts'
import type { CaseCounts, SuiteResult } from './suite-result.ts'
import { vectorFiles } from './vector-files.ts'

/** How the cases of a file ended, and how long they took. */
export interface FileResult {
  /** Of the file in the run's list. */
  readonly index: number
  readonly file: string
  readonly cases: readonly CaseResult[]
  readonly milliseconds: number
}

/** Where a long run stands; told after every file. */
export interface SuiteProgress extends CaseCounts {
  readonly file: string
  readonly filesDone: number
  readonly filesTotal: number
}

export interface RunSuiteOptions {
  readonly onProgress?: (progress: SuiteProgress) => void
}

/**
 * Runs a suite over files and folders. A file that the suite cannot read counts as one failed case.
 * @throws UnknownVectorError when a path does not exist or holds no file of the suite.
 */
export async function runSuite(
  suite: Suite,
  paths: readonly string[],
  options: RunSuiteOptions = {},
): Promise<SuiteResult> {
  const files = vectorFiles(suite, paths)
  const tally = new Tally()
  let filesDone = 0
  const results = await runFiles(suite, files, new FileQueue(files.length), (result) => {
    filesDone += 1
    for (const one of result.cases) tally.add(one)
    const { file } = result
    options.onProgress?.({ ...tally.counts(), file, filesDone, filesTotal: files.length })
  })
  return suiteResult(suite.name, results)
}

/** Runs those of the files that it takes from the queue: all of them, or a thread's share. */
export async function runFiles(
  suite: Suite,
  files: readonly string[],
  queue: FileQueue,
  onFile: (result: FileResult) => void = () => {},
): Promise<readonly FileResult[]> {
  const results: FileResult[] = []
  for (let index = queue.take(); index !== undefined; index = queue.take()) {
    const file = files[index] ?? ''
    const start = performance.now()
    const cases = await runFile(suite, file)
    const result = { index, file, cases, milliseconds: performance.now() - start }
    results.push(result)
    onFile(result)
  }
  return results
}

/** The results of all files as one, in the order of the run's list, whoever ran them and when. */
export function suiteResult(suite: string, results: readonly FileResult[]): SuiteResult {
  const ordered = [...results].sort((left, right) => left.index - right.index)
  const tally = new Tally()
  for (const result of ordered.flatMap(({ cases }) => cases)) tally.add(result)
  return { suite, files: results.length, ...tally.result() }
}

async function runFile(suite: Suite, file: string): Promise<readonly CaseResult[]> {
  const report = new CaseReport(file)
  try {
    await suite.run(file, report)
    if (report.results.length === 0) report.fail('(file)', 'holds no case')
  } catch (error) {
    report.fail('(file)', thrownText(error))
  }
  return report.results
}

class Tally {
  #passed = 0
  readonly #failures: CaseResult[] = []
  readonly #skips = new Map<string, number>()

  add(result: CaseResult): void {
    if (result.status === 'pass') this.#passed += 1
    if (result.status === 'fail') this.#failures.push(result)
    if (result.status === 'skip') {
      const reason = result.reason ?? 'no reason given'
      this.#skips.set(reason, (this.#skips.get(reason) ?? 0) + 1)
    }
  }

  counts(): CaseCounts {
    const skipped = [...this.#skips.values()].reduce((sum, count) => sum + count, 0)
    return { passed: this.#passed, failed: this.#failures.length, skipped }
  }

  result(): CaseCounts & Pick<SuiteResult, 'failures' | 'skips'> {
    const skips = [...this.#skips].map(([reason, count]) => ({ reason, count }))
    return { ...this.counts(), failures: this.#failures, skips }
  }
}
