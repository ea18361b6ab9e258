import type { CaseResult } from './case-result.ts'

/** How many cases ended how. */
export interface CaseCounts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

/** How a run of a suite ended: plain data, the same for the terminal and for `--json`. */
export interface SuiteResult extends CaseCounts {
  readonly suite: string
  readonly files: number
  /** Every case that failed, in the order of the files. */
  readonly failures: readonly CaseResult[]
  /** Every reason to skip, with the number of cases. */
  readonly skips: readonly { readonly reason: string; readonly count: number }[]
}

/** The line that a run ends with: `N passed, N failed, N skipped`. */
export function summaryLine(counts: CaseCounts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
}

/** The result for a terminal, one entry a line: failures, reasons to skip, and the summary line last. */
export function resultLines(result: SuiteResult): readonly string[] {
  return [
    ...result.failures.map(({ file, name, reason }) => `FAIL ${file} ${name}: ${reason}`),
    ...result.skips.map(({ reason, count }) => `SKIP ${count} × ${reason}`),
    summaryLine(result),
  ]
}
