import type { Emitter } from '../wasm/emitter.ts'
import type { Operand } from '../wasm/operand.ts'

/** One use of an effect, as its emission sees it. */
export interface EffectUse {
  readonly args: readonly Operand[]
  readonly immediates: readonly number[]
  /** Where the result goes, `undefined` when the effect has none. All its limbs must be set; no argument shares a local. */
  readonly result: Operand | undefined
}

/**
 * Something that code generation does not know: a load, a charge, a call of the host. Effects happen in the order of
 * their instructions, whether their results are used or not.
 */
export interface Effect {
  readonly name: string
  /** The result is below 2 to this; 0: there is no result. */
  readonly resultBits: number
  /** How many of the lowest limbs of each argument it reads, where that is not all of them. */
  readonly argumentLimbs?: readonly number[]
  /** Nobody would notice if it did not happen: it is left out when its result is not used. */
  readonly isRead?: true
  /** Writes the code. An effect that ends a block (`halt`) leaves no way behind it: it returns, or goes to an exit. */
  readonly emit: (out: Emitter, use: EffectUse) => void
}
