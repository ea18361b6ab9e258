/** The open blocks of the validation algorithm, innermost last, in parallel arrays: depth costs no recursion. */
export class ControlStack {
  depth = 0
  /** Row of the instruction that opened the frame; -1 for the function's own. */
  row = new Int32Array(64)
  /** Height of the operand stack below the frame. */
  base = new Int32Array(64)
  /** 1 where the rest of the frame around is unreachable: what is restored when the frame above ends. */
  unreachable = new Uint8Array(64)

  push(row: number, base: number): void {
    if (this.depth === this.row.length) this.grow()
    this.row[this.depth] = row
    this.base[this.depth] = base
    this.unreachable[this.depth] = 0
    this.depth++
  }

  private grow(): void {
    const size = 2 * this.row.length
    const { row, base, unreachable } = this
    this.row = new Int32Array(size)
    this.base = new Int32Array(size)
    this.unreachable = new Uint8Array(size)
    this.row.set(row)
    this.base.set(base)
    this.unreachable.set(unreachable)
  }
}
