/**
 * How the execution of a message ended: `evmc_status_code`, with EVMC's numbers. Only non-negative ones: what EVMC
 * reports as an internal error is a thrown `EngineError` here, because a limit of the machine is never a result.
 *
 * @see https://github.com/ethereum/evmc/blob/master/include/evmc/evmc.h
 */
export const statusCode = {
  success: 0,
  failure: 1,
  /** Ended by `revert`: state rolled back, gas left is kept, output is the revert data. */
  revert: 2,
  outOfGas: 3,
  invalidInstruction: 4,
  undefinedInstruction: 5,
  stackOverflow: 6,
  stackUnderflow: 7,
  badJumpDestination: 8,
  invalidMemoryAccess: 9,
  callDepthExceeded: 10,
  staticModeViolation: 11,
  precompileFailure: 12,
  contractValidationFailure: 13,
  argumentOutOfRange: 14,
  wasmUnreachableInstruction: 15,
  wasmTrap: 16,
  insufficientBalance: 17,
} as const
export type StatusCode = (typeof statusCode)[keyof typeof statusCode]
