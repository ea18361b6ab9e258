import type { Demand } from './demand.ts'
import type { Liveness } from './liveness.ts'
import type { UseCounts } from './uses.ts'

/** What analysis knows of a program: everything that code generation leaves out rests on this. */
export interface ProgramFacts {
  readonly demand: Demand
  readonly functions: readonly FunctionFacts[]
}

export interface FunctionFacts {
  /**
   * By instruction: its word is below 2 to this, or nobody reads the limbs above. Meaningless for instructions of blocks that
   * are not reached.
   */
  readonly bits: Uint16Array
  /** By variable: what any block reads of it is below 2 to this. */
  readonly variableBits: Uint16Array
  /** Limbs of variable `v` that are read from the entry of block `b` on, at `b * variables + v`. */
  readonly entryLimbs: Uint8Array
  /** By parameter: what is read of what callers pass is below 2 to this. */
  readonly parameterBits: Uint16Array
  /** By result. */
  readonly resultBits: Uint16Array
  readonly liveness: Liveness
  readonly uses: UseCounts
}
