import type { InstructionTable } from '../wasm/instruction-table.ts'
import { opcode } from '../wasm/opcode.ts'

const BLOCK = opcode['block']
const LOOP = opcode['loop']
const IF = opcode['if']
const END = opcode['end']
const BR = opcode['br']
const BR_TABLE = opcode['br_table']
const RETURN = opcode['return']
const UNREACHABLE = opcode['unreachable']

/** Follows the nesting of blocks while a pass walks a body row by row, and steps over code that cannot be reached. */
export class NestedBlocks {
  readonly #table: InstructionTable
  /** Rows of the open blocks' `block`, `loop` or `if`, the innermost last. */
  readonly #openers: number[] = []

  constructor(table: InstructionTable) {
    this.#table = table
  }

  /** Number of open blocks around the current row; the function's own body is not counted. */
  get depth(): number {
    return this.#openers.length
  }

  /**
   * Says that the walk has seen `row`, and gives the row to go on behind: `row` itself, or, after a branch that is
   * always taken, the last row before the `else` or `end` where control can arrive again.
   */
  step(row: number): number {
    const code = this.#table.opcode[row]
    if (code === BLOCK || code === LOOP || code === IF) this.#openers.push(row)
    if (code === END) this.#openers.pop()
    if (code === BR || code === BR_TABLE || code === RETURN || code === UNREACHABLE) {
      return this.closer(row) - 1
    }
    return row
  }

  /** The row of the `else` or `end` that closes the innermost open block behind `row`. */
  closer(row: number): number {
    const { elseRow, match, length } = this.#table
    const opener = this.#openers.at(-1)
    if (opener === undefined) return length - 1
    const alternative = this.#table.opcode[opener] === IF ? (elseRow[opener] as number) : -1
    return alternative > row ? alternative : (match[opener] as number)
  }
}
