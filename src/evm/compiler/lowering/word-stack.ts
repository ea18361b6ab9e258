import type { Value } from '../../../codegen/ir/instruction.ts'

/**
 * The stack while the code of a block is lowered. A position is counted from the deepest item that the block's function
 * reaches. Items are values; those that nobody has set or read are where they were when the block began.
 */
export class WordStack {
  readonly #values: (Value | undefined)[] = []
  readonly #atEntry: (position: number) => Value
  /** Items on the stack. */
  height: number

  /** `atEntry` reads an item as it was when the block began; it is asked once for each. */
  constructor(height: number, atEntry: (position: number) => Value) {
    this.height = height
    this.#atEntry = atEntry
  }

  /** The item so far below the top. */
  item(slot: number): Value {
    return this.at(this.height - 1 - slot)
  }

  at(position: number): Value {
    const known = this.#values[position]
    if (known !== undefined) return known
    const value = this.#atEntry(position)
    this.#values[position] = value
    return value
  }

  push(value: Value): void {
    this.#values[this.height++] = value
  }

  drop(count: number): void {
    this.height -= count
  }

  swap(depth: number): void {
    const [top, below] = [this.height - 1, this.height - 1 - depth]
    const value = this.at(below)
    this.#values[below] = this.at(top)
    this.#values[top] = value
  }

  set(position: number, value: Value): void {
    this.#values[position] = value
  }

  /** The same number, of which more is known, takes the place of a value. */
  replace(value: Value, better: Value): void {
    for (let position = 0; position < this.height; position++) {
      if (this.#values[position] === value) this.#values[position] = better
    }
  }

  /** The item at a position, if it has been set or read. */
  known(position: number): Value | undefined {
    return this.#values[position]
  }
}
