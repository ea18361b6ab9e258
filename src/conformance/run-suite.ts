import { CaseReport, thrownText } from './case-report.ts'
import type { CaseResult } from './case-result.ts'
import type { Suite } from './suite.ts'
import type { CaseCounts, SuiteResult } from './suite-result.ts'
import { vectorFiles } from './vector-files.ts'

/** Where a long run stands; told after every file. */
export interface SuiteProgress extends CaseCounts {
  readonly file: string
  readonly filesDone: number
  readonly filesTotal: number
}

export interface RunSuiteOptions {
  readonly onProgress?: (progress: SuiteProgress) => void
  /** Told of every case as it ends its file. */
  readonly onCase?: (result: CaseResult) => void
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
  for (const [index, file] of files.entries()) {
    for (const result of await runFile(suite, file)) {
      tally.add(result)
      options.onCase?.(result)
    }
    options.onProgress?.({
      ...tally.counts(),
      file,
      filesDone: index + 1,
      filesTotal: files.length,
    })
  }
  return { suite: suite.name, files: files.length, ...tally.result() }
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
