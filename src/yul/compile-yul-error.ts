import { GantryError } from '../primitives/gantry-error.ts'

/** Valid Yul that cannot become an Ewasm contract: a builtin without an EEI function, an unlinked library. */
export class CompileYulError extends GantryError {
  readonly code = 'YUL_NOT_COMPILABLE'
  /** The builtin or name that stands in the way. */
  readonly subject: string

  constructor(subject: string, reason: string) {
    super(`${subject}: ${reason}.`, { docs: 'decisions/solidity-to-ewasm.md' })
    this.subject = subject
  }
}
