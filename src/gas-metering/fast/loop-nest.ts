import type { Join } from './join.ts'

/**
 * The loops around the current row, the innermost last, and in which of them the gas was checked since they were last
 * entered or gone round: their way back needs no check.
 *
 * A check serves all open loops at once, and a loop opens unchecked, so the checked ones are always the outer ones, and
 * a number tells them.
 */
export class LoopNest {
  /** How many of the open loops, from the outermost on, this path has checked the gas in. */
  checked = 0
  readonly #loops: Join[] = []
  #counted = 0

  get depth(): number {
    return this.#loops.length
  }

  get innermost(): Join | undefined {
    return this.#loops.at(-1)
  }

  /** Whether one of the open loops is counted. */
  get hasCounted(): boolean {
    return this.#counted > 0
  }

  open(loop: Join): void {
    this.#loops.push(loop)
    if (loop.counted !== undefined) this.#counted++
  }

  close(): void {
    const loop = this.#loops.pop()
    if (loop?.counted !== undefined) this.#counted--
    this.checked = Math.min(this.checked, this.depth)
  }

  /** The gas is checked here on this path. */
  noteCheck(): void {
    this.checked = this.depth
  }
}
