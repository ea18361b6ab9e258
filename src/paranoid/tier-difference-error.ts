import { GantryError } from '../primitives/gantry-error.ts'

const SHOWN = 5

/** A transaction ends differently on the two tiers of the EVM: a bug of this engine. */
export class TierDifferenceError extends GantryError {
  readonly code = 'TIER_DIFFERENCE'
  /** As `path: first ≠ compiled`. */
  readonly differences: readonly string[]
  /** The transaction with all that it depends on, for `gantry evm replay`. */
  readonly file: string

  constructor(differences: readonly string[], file: string) {
    const more = differences.length > SHOWN ? [`and ${differences.length - SHOWN} more`] : []
    super('A transaction ends differently on the two tiers of the EVM.', {
      details: [...differences.slice(0, SHOWN), ...more, `gantry evm replay ${file}`].join('\n'),
      docs: 'evm.md',
    })
    this.differences = differences
    this.file = file
  }
}
