import type { Func } from '../../wasm/module.ts'

/** Functions added behind the module's own that stand for others, each made once. */
export class StandIns {
  readonly functions: Func[] = []
  readonly #firstIndex: number
  readonly #indices = new Map<number, number>()
  readonly #make: (functionIndex: number) => Func

  /** `firstIndex`: the function index of the first stand-in. */
  constructor(firstIndex: number, make: (functionIndex: number) => Func) {
    this.#firstIndex = firstIndex
    this.#make = make
  }

  /** Index of the function that stands for `functionIndex`. */
  of(functionIndex: number): number {
    const known = this.#indices.get(functionIndex)
    if (known !== undefined) return known
    const index = this.#firstIndex + this.functions.length
    this.#indices.set(functionIndex, index)
    this.functions.push(this.#make(functionIndex))
    return index
  }
}
