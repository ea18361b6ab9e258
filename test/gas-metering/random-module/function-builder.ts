import { type FuncType, type ValueType, valueType } from '../../../src/wasm/module.ts'
import type { Entropy } from './entropy.ts'
import { ModuleCode } from './module-code.ts'

/** A label that a branch may name: the types that the branch carries. */
export interface TargetLabel {
  readonly carries: readonly ValueType[]
}

/** What the function under construction may use. */
export interface Surroundings {
  readonly types: readonly FuncType[]
  /** Type index of every function, imports first. */
  readonly functionTypes: readonly number[]
  readonly importCount: number
  readonly globals: readonly ValueType[]
  readonly tableSize: number
}

export const declaredLocals: readonly ValueType[] = [
  valueType.i32,
  valueType.i32,
  valueType.i32,
  valueType.i32,
  valueType.i64,
  valueType.i64,
  valueType.i64,
]

/** A function body while it is written. */
export interface FunctionBuilder {
  readonly entropy: Entropy
  readonly surroundings: Surroundings
  readonly type: FuncType
  readonly code: ModuleCode
  /** Types of parameters and locals. */
  readonly locals: readonly ValueType[]
  /** Locals that plain statements must not write: counters of the loops around. */
  readonly counters: Set<number>
  /** Open labels, the innermost last; the first is the function's own. */
  readonly labels: TargetLabel[]
}

export function functionBuilder(
  entropy: Entropy,
  surroundings: Surroundings,
  type: FuncType,
): FunctionBuilder {
  return {
    entropy,
    surroundings,
    type,
    code: new ModuleCode(),
    locals: [...type.params, ...declaredLocals],
    counters: new Set(),
    labels: [{ carries: type.results }],
  }
}

/** Indices of locals of a type that may be written. */
export function writableLocals(builder: FunctionBuilder, type: ValueType): readonly number[] {
  return builder.locals.flatMap((local, index) =>
    local === type && !builder.counters.has(index) ? [index] : [],
  )
}
