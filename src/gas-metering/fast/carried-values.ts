import { type Func, type FuncType, type ValueType, valueType } from '../../wasm/module.ts'
import type { TypeTable } from '../type-table.ts'

/**
 * Integer parameters that V8 passes in registers on x86-64, beside the instance. One on the stack makes every call store
 * and load it again and return by the slower `ret n`: the queens problem, four parameters, took 1.5 times as long.
 */
const INTEGER_REGISTERS = 5

/** Types by which a value travels between functions: as itself, or its bits as a float, for whose registers it has no rival. */
export interface CarriedTypes {
  readonly gas: typeof valueType.i64 | typeof valueType.f64
  readonly depth: typeof valueType.i32 | typeof valueType.f32
}

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

  /** How a function of the original type takes what it carries. */
  typesFor({ params }: FuncType): CarriedTypes {
    const free = INTEGER_REGISTERS - params.filter(isInteger).length
    return {
      gas: free < 1 ? valueType.f64 : valueType.i64,
      depth: free < this.count ? valueType.f32 : valueType.i32,
    }
  }

  /** `typesFor` by the index of the original type. */
  typesAt(index: number): CarriedTypes {
    return this.typesFor(this.#types.at(index))
  }

  /** Index of `(params..., gas, depth) -> (results..., gas)` for the type at `index`. */
  extend(index: number): number {
    const known = this.#extended.get(index)
    if (known !== undefined) return known
    const type = this.#types.at(index)
    const { gas, depth } = this.typesFor(type)
    const params = this.carriesGas ? [...type.params, gas, depth] : [...type.params, depth]
    const results = this.carriesGas ? [...type.results, valueType.i64] : type.results
    const extended = this.#types.add(params, results)
    this.#extended.set(index, extended)
    return extended
  }

  /** Their declarations where they are locals and not parameters, in the same order. */
  get declarations(): Func['locals'] {
    const depth = { count: 1, type: valueType.i32 }
    return this.carriesGas ? [{ count: 1, type: valueType.i64 }, depth] : [depth]
  }

  /** The parameters that bring the values in a function of original type `type`; its locals for them, if it is sole. */
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

function isInteger(type: ValueType): boolean {
  return type !== valueType.f32 && type !== valueType.f64 && type !== valueType.v128
}
