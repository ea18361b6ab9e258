import type { InstructionTable } from './instruction-table.ts'

const EMPTY = new Uint8Array(0)

/**
 * The growable arrays behind an `InstructionTable`.
 *
 * One buffer serves many bodies, one after the other: a new decode overwrites the last table.
 */
export class InstructionBuffer implements InstructionTable {
  length = 0
  body: Uint8Array = EMPTY
  opcode = new Uint16Array(64)
  offset = new Uint32Array(65)
  immediate = new Int32Array(64)
  immediate2 = new Int32Array(64)
  match = new Int32Array(64)
  elseRow = new Int32Array(64)
  labels = new Uint32Array(16)
  /** Used entries of `labels`. */
  labelCount = 0

  /** Rows that fit without growing. */
  get capacity(): number {
    return this.opcode.length
  }

  /** Makes the table empty and its rows zero: decoding writes only what is not. */
  reset(): void {
    const { length } = this
    this.immediate.fill(0, 0, length)
    this.immediate2.fill(0, 0, length)
    this.match.fill(0, 0, length)
    this.elseRow.fill(0, 0, length)
    this.length = 0
    this.labelCount = 0
  }

  addLabel(depth: number): void {
    if (this.labelCount === this.labels.length) {
      this.labels = copyInto(new Uint32Array(2 * this.labelCount), this.labels)
    }
    this.labels[this.labelCount++] = depth
  }

  /** Doubles the rows; the array properties are new arrays then. */
  growRows(): void {
    const rows = 2 * this.capacity
    this.opcode = copyInto(new Uint16Array(rows), this.opcode)
    this.offset = copyInto(new Uint32Array(rows + 1), this.offset)
    this.immediate = copyInto(new Int32Array(rows), this.immediate)
    this.immediate2 = copyInto(new Int32Array(rows), this.immediate2)
    this.match = copyInto(new Int32Array(rows), this.match)
    this.elseRow = copyInto(new Int32Array(rows), this.elseRow)
  }
}

function copyInto<T extends { set(source: T): void }>(target: T, source: T): T {
  target.set(source)
  return target
}
