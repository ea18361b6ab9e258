import { GantryError } from '../primitives/gantry-error.ts'

/** solc refused the sources. The message is solc's own, with its places in the source. */
export class SolidityError extends GantryError {
  readonly code = 'SOLIDITY_REFUSED'
  /** solc's formatted errors, without its warnings. */
  readonly errors: readonly string[]

  constructor(errors: readonly string[], hint: string | undefined) {
    super('The Solidity sources do not compile.', {
      details: [...errors, ...(hint === undefined ? [] : [hint])].join('\n'),
      docs: 'cli.md',
    })
    this.errors = errors
  }
}

/** A contract compiles with solc but uses something that the target cannot do. */
export class UnsupportedContractError extends GantryError {
  readonly code = 'CONTRACT_NOT_EWASM'
  readonly contract: string

  constructor(contract: string, reason: string, cause: unknown) {
    super(`${contract} cannot be compiled: ${reason}`, {
      docs: 'decisions/solidity-to-ewasm.md',
      cause,
    })
    this.contract = contract
  }
}
