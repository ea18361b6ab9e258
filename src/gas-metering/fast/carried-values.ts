import { type Func, type FuncType, type ValueType, valueType } from '../../wasm/module.ts'
import type { TypeTable } from '../type-table.ts'

/**
 * What every local function carries beside its own parameters and results: `gas`, the units left, comes in and goes
 * back; `depth`, the stack height left, only comes in. Under a free schedule there is no gas to carry.
 */
export class CarriedValues {
  readonly carriesGas: boolean
  readonly #types: TypeTable
  readonly #extended = new Map<number, number>()

  constructor(types: TypeTable, gas: 'carried' | 'free') {
    this.#types = types
    this.carriesGas = gas === 'carried'
  }

  /** Number of added parameters. */
  get count(): number {
    return this.carriesGas ? 2 : 1
  }

  /** Index of `(params..., gas, depth) -> (results..., gas)` for the type at `index`. */
  extend(index: number): number {
    const known = this.#extended.get(index)
    if (known !== undefined) return known
    const { params, results } = this.#types.at(index)
    const gas: readonly ValueType[] = this.carriesGas ? [valueType.i64] : []
    const extended = this.#types.add([...params, ...gas, valueType.i32], [...results, ...gas])
    this.#extended.set(index, extended)
    return extended
  }

  /** Their declarations where they are locals and not parameters, in the same order. */
  get declarations(): Func['locals'] {
    const depth = { count: 1, type: valueType.i32 }
    return this.carriesGas ? [{ count: 1, type: valueType.i64 }, depth] : [depth]
  }

  /** The locals that hold the values in a function of original type `type`. */
  locals({ params }: FuncType): CarriedLocals {
    return { gas: params.length, depth: params.length + this.count - 1 }
  }
}

export interface CarriedLocals {
  /** Units left (i64); the same as `depth` under a free schedule, which never reads it. */
  readonly gas: number
  /** Stack height left (i32). */
  readonly depth: number
}
