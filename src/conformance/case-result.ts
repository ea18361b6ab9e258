export type CaseStatus = 'pass' | 'fail' | 'skip'

/** How one case of a public suite ended. */
export interface CaseResult {
  readonly file: string
  /** Name of the case inside its file. */
  readonly name: string
  readonly status: CaseStatus
  /** Undefined for a pass. */
  readonly reason: string | undefined
}
