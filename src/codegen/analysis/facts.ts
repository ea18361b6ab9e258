import type { Demand } from './demand.ts'
import type { Liveness } from './liveness.ts'
import type { UseCounts } from './uses.ts'

/** What analysis knows of a program: everything that code generation leaves out rests on this. */
export interface ProgramFacts {
  readonly demand: Demand
  readonly functions: readonly FunctionFacts[]
}

export interface FunctionFacts {
  /** By instruction: its word is below 2 to this. Meaningless for instructions of blocks that are not reached. */
  readonly bits: Uint16Array
  /** By variable: what it holds in any block that reads it is below 2 to this. */
  readonly variableBits: Uint16Array
  /** By parameter: what callers pass is below 2 to this. */
  readonly parameterBits: Uint16Array
  /** By result. */
  readonly resultBits: Uint16Array
  readonly liveness: Liveness
  readonly uses: UseCounts
}
