import type { FuncType, ValueType } from '../wasm/module.ts'

/** A module's function types while a pass adds to them: existing indices stay, new types go to the end, none twice. */
export class TypeTable {
  readonly #types: FuncType[]
  readonly #added = new Map<string, number>()

  constructor(types: readonly FuncType[]) {
    this.#types = [...types]
  }

  get types(): readonly FuncType[] {
    return this.#types
  }

  at(index: number): FuncType {
    const type = this.#types[index]
    if (type === undefined) throw new RangeError(`type ${index} of a validated module is missing`)
    return type
  }

  /** Index of the type `params -> results`, added when this table has not added it before. */
  add(params: readonly ValueType[], results: readonly ValueType[]): number {
    const key = `${params.join()}>${results.join()}`
    const known = this.#added.get(key)
    if (known !== undefined) return known
    const index = this.#types.push({ params, results }) - 1
    this.#added.set(key, index)
    return index
  }
}
