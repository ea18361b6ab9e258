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

  /** Adds a row of zeros that starts at `offset`, and returns its number. */
  addRow(offset: number): number {
    const row = this.length++
    if (row === this.opcode.length) this.growRows()
    this.offset[row] = offset
    this.immediate[row] = 0
    this.immediate2[row] = 0
    this.match[row] = 0
    this.elseRow[row] = 0
    return row
  }

  addLabel(depth: number): void {
    if (this.labelCount === this.labels.length) {
      const larger = new Uint32Array(2 * this.labels.length)
      larger.set(this.labels)
      this.labels = larger
    }
    this.labels[this.labelCount++] = depth
  }

  private growRows(): void {
    const rows = 2 * this.opcode.length
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
