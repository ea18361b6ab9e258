import type { CaseReport } from './case-report.ts'

/**
 * One public conformance suite: which files of a folder hold its cases, and how the cases of one file are run.
 *
 * A suite judges the product through its ordinary entry points. It knows no case by name.
 */
export interface Suite {
  /** As it is written on the command line: `ewasm-state`. */
  readonly name: string
  /** One sentence for the command's help. */
  readonly summary: string
  /** Whether a file met in a folder holds cases, judged by its path. A file named by the user is always run. */
  accepts(path: string): boolean
  /**
   * Runs every case of the file and reports each exactly once. What it throws is reported as the failure of the file.
   * @throws UnknownVectorError when the file is none of this suite's.
   */
  run(path: string, report: CaseReport): void | Promise<void>
}
