import type { WasmInteger } from './yul-type.ts'

/** Hands out the locals of a function and takes them back, so that variables of disjoint scopes share them. */
export class LocalSlots {
  readonly #types: WasmInteger[]
  readonly #free: Record<WasmInteger, number[]> = { i32: [], i64: [] }
  readonly #parameterCount: number

  constructor(parameters: readonly WasmInteger[]) {
    this.#types = [...parameters]
    this.#parameterCount = parameters.length
  }

  /** Types of the locals that are not parameters. */
  get declared(): readonly WasmInteger[] {
    return this.#types.slice(this.#parameterCount)
  }

  /** One local per type; a reused one holds an old value. */
  allocate(types: readonly WasmInteger[]): number[] {
    return types.map((type) => this.#free[type].pop() ?? this.#types.push(type) - 1)
  }

  release(locals: readonly number[]): void {
    for (const local of locals) {
      const type = this.#types[local]
      if (type !== undefined) this.#free[type].push(local)
    }
  }
}
