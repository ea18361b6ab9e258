/**
 * Stack height that a transaction may use, all its nested calls together, in the units of `stackNeed`.
 *
 * Part of the rules that all nodes share, like a gas limit. 1,024 nested calls of contracts that each stand a thousand
 * units high at the call, host frames included, fit four times.
 */
export const STACK_HEIGHT_BUDGET = 4_194_304

/**
 * Native stack that one unit takes at most, in bytes. The worst shape measured takes 11.4 (Liftoff, 200 parameters); a
 * reference shared with other modules puts a wrapper's frame with a copy of the parameters between two functions.
 *
 * @see docs/stack-height.md
 */
export const NATIVE_BYTES_PER_UNIT = 24
