import type { CaseResult, CaseStatus } from './case-result.ts'

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
