import type { Emitter } from '../emitter.ts'
import type { Operand } from '../operand.ts'

/**
 * Writes the code of a pure operation: sets all limbs of `result`, whose locals are none of the operands'. What `result`
 * has no limb for is known to be 0.
 */
export type WordEmission = (out: Emitter, result: Operand, args: Operands) => void

/** Pushes an i32: not 0 where the comparison holds. */
export type ConditionEmission = (out: Emitter, args: Operands) => void

/** The operands of an operation; those that it does not have repeat its first. */
export type Operands = readonly [Operand, Operand, Operand]
