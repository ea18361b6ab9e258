import type { FuncType, LocalRun } from './module.ts'

/** Indices below this are looked up in an array; a claim of a million locals costs no more than its run. */
const EXPANDED_LIMIT = 1024

/** The types of a function's parameters and locals, by index. Used again for one function after the other. */
export class LocalTypes {
  /** Number of parameters and locals. */
  count = 0
  private readonly expanded = new Uint8Array(EXPANDED_LIMIT)
  /** First index behind each run, and the run's type; parameters are runs of one. */
  private ends: number[] = []
  private types: number[] = []

  load(type: FuncType, runs: readonly LocalRun[]): void {
    this.count = 0
    this.ends = []
    this.types = []
    for (const param of type.params) this.addRun(1, param)
    for (const run of runs) this.addRun(run.count, run.type)
  }

  /** The type at `index`, or 0 when there is none. */
  typeAt(index: number): number {
    if (index >= this.count) return 0
    if (index < EXPANDED_LIMIT) return this.expanded[index] as number
    let low = 0
    let high = this.ends.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.ends[middle] as number) > index) high = middle
      else low = middle + 1
    }
    return this.types[low] as number
  }

  private addRun(count: number, type: number): void {
    const end = this.count + count
    if (this.count < EXPANDED_LIMIT) {
      this.expanded.fill(type, this.count, Math.min(end, EXPANDED_LIMIT))
    }
    this.count = end
    this.ends.push(end)
    this.types.push(type)
  }
}
