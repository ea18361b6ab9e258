import type { MeteringContext } from '../metering-context.ts'
import type { CarriedValues } from './carried-values.ts'
import type { ReferenceTreatment } from './reference-treatment.ts'

/** What the fast strategy knows about the module beyond `MeteringContext`. */
export interface FastContext extends MeteringContext {
  readonly carried: CarriedValues
  readonly references: ReferenceTreatment
  /** The function that a reference to function `index` names: itself, or its wrapper or thunk. */
  readonly referenced: (index: number) => number
}
