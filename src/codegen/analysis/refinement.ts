import type { Value } from '../ir/instruction.ts'
import { op } from '../ir/operation.ts'
import { type Width, widthOf, widthOfValue } from './width.ts'
import { widthBelow } from './width-transfer.ts'

const SIGN_BIT = 255

/** What a branch's condition says of the widths of values, on one of its edges. */
export class Refinement {
  readonly #values: Value[] = []
  readonly #widths: Width[] = []
  /** How many of them count. */
  #known = 0
  #table: Uint16Array = new Uint16Array(0)

  /** Forgets what was known, and takes the widths of values from `table`. */
  reset(table: Uint16Array): void {
    this.#known = 0
    this.#table = table
  }

  /** The condition holds: it is not 0. */
  holds(condition: Value): void {
    const [a, b] = condition.args
    if (a === undefined) return
    switch (condition.op) {
      case op.iszero:
        this.fails(a)
        return
      case op.and:
        // Both have a bit that is not 0.
        this.holds(a)
        if (b !== undefined) this.holds(b)
        return
      case op.eq:
        if (b !== undefined) this.#equal(a, b)
        return
      default:
        if (b !== undefined) this.#ordered(condition, a, b)
    }
  }

  /** The condition does not hold: it is 0. */
  fails(condition: Value): void {
    this.#add(condition, 0)
    const [a, b] = condition.args
    if (a === undefined) return
    switch (condition.op) {
      case op.iszero:
        this.holds(a)
        return
      case op.or:
        this.fails(a)
        if (b !== undefined) this.fails(b)
        return
      default:
        if (b !== undefined) this.#notOrdered(condition, a, b)
    }
  }

  /** The width of a value where the edge leads. */
  refined(value: Value, width: Width): Width {
    let least = width
    for (let at = 0; at < this.#known; at++) {
      if (this.#values[at] === value) least = Math.min(least, this.#widths[at] as number)
    }
    return least
  }

  /** The width of a variable that the block leaves as it is. */
  refinedVariable(variable: number, width: Width): Width {
    let least = width
    for (let at = 0; at < this.#known; at++) {
      const { op: operation, index } = this.#values[at] as Value
      if (operation === op.get && index === variable) {
        least = Math.min(least, this.#widths[at] as number)
      }
    }
    return least
  }

  #ordered({ op: operation }: Value, a: Value, b: Value): void {
    if (operation === op.lt) this.#below(a, b)
    else if (operation === op.gt) this.#below(b, a)
    else if (operation === op.slt && this.#arePositive(a, b)) this.#below(a, b)
    else if (operation === op.sgt && this.#arePositive(a, b)) this.#below(b, a)
  }

  #notOrdered({ op: operation }: Value, a: Value, b: Value): void {
    if (operation === op.lt) this.#add(b, this.#width(a))
    else if (operation === op.gt) this.#add(a, this.#width(b))
    else if (operation === op.slt && this.#arePositive(a, b)) this.#add(b, this.#width(a))
    else if (operation === op.sgt && this.#arePositive(a, b)) this.#add(a, this.#width(b))
  }

  #below(small: Value, large: Value): void {
    this.#add(small, widthBelow(large, this.#width(large)))
  }

  #equal(a: Value, b: Value): void {
    const width = Math.min(this.#width(a), this.#width(b))
    this.#add(a, width)
    this.#add(b, width)
  }

  #arePositive(a: Value, b: Value): boolean {
    const limit = widthOf(SIGN_BIT)
    return this.#width(a) <= limit && this.#width(b) <= limit
  }

  #width(value: Value): Width {
    return widthOfValue(value, this.#table)
  }

  #add(value: Value, width: Width): void {
    if (value.words !== undefined || width >= this.#width(value)) return
    this.#values[this.#known] = value
    this.#widths[this.#known++] = width
  }
}
