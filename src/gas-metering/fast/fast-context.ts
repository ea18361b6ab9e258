import type { MeteringContext } from '../metering-context.ts'
import type { CarriedValues } from './carried-values.ts'
import type { ReferenceTreatment } from './reference-treatment.ts'

/** What the fast strategy knows about the module beyond `MeteringContext`. */
export interface FastContext extends MeteringContext {
  readonly carried: CarriedValues
  readonly references: ReferenceTreatment
  /** The function that a reference to function `index` names: itself, or its wrapper or thunk. */
  readonly referenced: (index: number) => number
  /** Whether function `index`, a local one, checks the gas when it is entered, see `planCalls`. */
  readonly checksEntry: (index: number) => boolean
  /** Units of each call of local function `index`, if it is left as it was because they are always the same. */
  readonly constantUnits: (index: number) => number | undefined
}
