import { GantryError } from '../primitives/gantry-error.ts'
import type { Hex } from '../primitives/hex.ts'
import type { AbiValue } from './abi/abi-value.ts'
import type { DecodedRevert } from './decode-revert.ts'

/** A contract reverted. The state is as it was before. */
export class RevertError extends GantryError {
  readonly code = 'CONTRACT_REVERTED'
  /** Text of `require` or `revert`; undefined for other reverts. */
  readonly reason: string | undefined
  /** Code of a Solidity panic, such as 0x11 for an overflow. */
  readonly panicCode: bigint | undefined
  /** Name of the custom error, when the contract's ABI knows it. */
  readonly errorName: string | undefined
  readonly errorArgs: readonly AbiValue[]
  readonly data: Hex
  readonly gasUsed: bigint

  constructor(revert: DecodedRevert, gasUsed: bigint) {
    super(`The contract reverted: ${revert.text}.`)
    this.reason = revert.reason
    this.panicCode = revert.panicCode
    this.errorName = revert.errorName
    this.errorArgs = revert.errorArgs
    this.data = revert.data
    this.gasUsed = gasUsed
  }
}

/** A contract failed without a revert: out of gas, a trap, a violation of the static mode. All its gas is used. */
export class ContractFailedError extends GantryError {
  readonly code = 'CONTRACT_FAILED'
  /** Name of the status code. */
  readonly status: string
  readonly gasUsed: bigint

  constructor(status: string, reason: string | undefined, gasUsed: bigint) {
    super(`The contract failed: ${status}.`, reason === undefined ? {} : { details: reason })
    this.status = status
    this.gasUsed = gasUsed
  }
}

/** The transaction was refused before any contract ran: too little balance, gas or code size over the limits. */
export class TransactionRefusedError extends GantryError {
  readonly code = 'TRANSACTION_REFUSED'
  /** Code of the refusal. */
  readonly refusal: string

  constructor(refusal: string, message: string) {
    super(message)
    this.refusal = refusal
  }
}
