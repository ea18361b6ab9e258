import type { BlockBuilder } from '../../../codegen/ir/block-builder.ts'
import type { Value } from '../../../codegen/ir/instruction.ts'
import { op } from '../../../codegen/ir/operation.ts'

/**
 * The stack of a procedure while its code is lowered. A position is counted from the deepest item that the procedure
 * reaches; between blocks it is a variable, inside a block a value.
 */
export class WordStack {
  readonly #values: (Value | undefined)[] = []
  readonly #firstVariable: number
  readonly #block: BlockBuilder
  /** Items on the stack. */
  height: number

  constructor(block: BlockBuilder, height: number, firstVariable: number) {
    this.#block = block
    this.height = height
    this.#firstVariable = firstVariable
  }

  /** The item so far below the top. */
  item(slot: number): Value {
    return this.at(this.height - 1 - slot)
  }

  at(position: number): Value {
    const known = this.#values[position]
    if (known !== undefined) return known
    const value = this.#block.get(this.#firstVariable + position)
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

  /** Whether the item is the one that was there when the block began. */
  isKept(position: number): boolean {
    const value = this.#values[position]
    if (value === undefined) return true
    return value.op === op.get && value.index === this.#firstVariable + position
  }

  /** Assigns the items to their variables at the end of the block. */
  save(): void {
    for (let position = 0; position < this.height; position++) {
      const value = this.#values[position]
      if (value !== undefined) this.#block.assign(this.#firstVariable + position, value)
    }
  }
}
