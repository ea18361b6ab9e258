import { CaseReport } from '../conformance/case-report.ts'
import { runSuite, type SuiteProgress } from '../conformance/run-suite.ts'
import type { Suite } from '../conformance/suite.ts'
import { type SuiteResult, summaryLine } from '../conformance/suite-result.ts'
import { conformanceSuites } from './conformance-suites.ts'
import type { ConformanceRun } from './run-conformance.ts'

/** Runs a suite; the side of `runConformance` that has the large stack. */
export function runInThread({
  suite,
  paths,
  only,
  progress,
}: ConformanceRun): Promise<SuiteResult> {
  const found = conformanceSuites.find(({ name }) => name === suite)
  if (found === undefined) throw new RangeError(`unknown suite ${suite}`)
  const selected = only === undefined ? found : withOnly(found, only)
  return runSuite(selected, paths, progress === 'shown' ? { onProgress: showProgress } : {})
}

/** The suite without the cases whose file and name do not contain `text`. They are not counted. */
function withOnly(suite: Suite, text: string): Suite {
  return {
    ...suite,
    async run(path, report) {
      const all = new CaseReport(path)
      await suite.run(path, all)
      report.results.push(
        ...all.results.filter(({ file, name }) => `${file} ${name}`.includes(text)),
      )
    },
  }
}

function showProgress(progress: SuiteProgress): void {
  const { filesDone, filesTotal } = progress
  process.stderr.write(`\r\x1b[K${filesDone}/${filesTotal} files: ${summaryLine(progress)}`)
}
