import type { CaseResult, CaseStatus } from './case-result.ts'

/** How a case ended, and why where it did not pass. */
export type CaseVerdict = Pick<CaseResult, 'status' | 'reason'>

/** Collects the results of the cases of one file. */
export class CaseReport {
  readonly file: string
  readonly results: CaseResult[] = []

  constructor(file: string) {
    this.file = file
  }

  pass(name: string): void {
    this.#add(name, 'pass', undefined)
  }

  /** `reason` says what was expected and what came instead. */
  fail(name: string, reason: string): void {
    this.#add(name, 'fail', reason)
  }

  /** `reason` is the same text for all cases that are skipped for the same reason: it is counted. */
  skip(name: string, reason: string): void {
    this.#add(name, 'skip', reason)
  }

  /** Runs one case that may turn out to be none for this engine: it returns a reason to skip it, or how it ended. */
  judge(name: string, run: () => CaseVerdict): void {
    try {
      const { status, reason } = run()
      this.#add(name, status, reason)
    } catch (error) {
      this.fail(name, thrownText(error))
    }
  }

  /** Runs one case: it passes when `run` returns undefined and fails with the sentence it returns or throws. */
  check(name: string, run: () => string | undefined): void {
    try {
      const reason = run()
      if (reason === undefined) this.pass(name)
      else this.fail(name, reason)
    } catch (error) {
      this.fail(name, thrownText(error))
    }
  }

  #add(name: string, status: CaseStatus, reason: string | undefined): void {
    this.results.push({ file: this.file, name, status, reason })
  }
}

/** What a case threw, as the reason of its failure. */
export function thrownText(error: unknown): string {
  return error instanceof Error ? `threw ${error.name}: ${error.message}` : `threw ${String(error)}`
}
