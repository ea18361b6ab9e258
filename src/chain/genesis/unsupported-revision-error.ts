import type { Revision } from '../../engine/revision.ts'
import { GantryError } from '../../primitives/gantry-error.ts'

/** A chain reaches a revision whose blocks Gantry does not execute. */
export class UnsupportedRevisionError extends GantryError {
  readonly code = 'UNSUPPORTED_REVISION'
  readonly revision: Revision

  constructor(revision: Revision) {
    super(`Blocks of ${revision} cannot be executed.`, {
      details: 'Blocks from byzantium to cancun can.',
      docs: 'chain.md',
    })
    this.revision = revision
  }
}
