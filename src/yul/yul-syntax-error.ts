import { GantryError } from '../primitives/gantry-error.ts'

/** Text that should have been Yul is not. */
export class YulSyntaxError extends GantryError {
  readonly code = 'YUL_SYNTAX'
  /** Character offset of the token that was not expected. */
  readonly offset: number

  constructor(reason: string, offset: number, source: string) {
    const line = source.slice(0, offset).split('\n').length
    super(`Yul, line ${line}: ${reason}.`, {
      details: source.slice(offset, offset + 60).split('\n')[0] ?? '',
      docs: 'decisions/solidity-to-ewasm.md',
    })
    this.offset = offset
  }
}
