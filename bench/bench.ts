/** One subject of the benchmarks. A new one is a file that exports a `Bench` and a line in the table of main.ts. */
export interface Bench {
  /** What `--only` selects, and its key in the JSON. */
  readonly name: string
  /** One sentence: what is compared with what. */
  readonly describe: string
  run(context: BenchContext): Promise<BenchResult> | BenchResult
}

export interface BenchContext {
  /** Rounds of every measurement; in a round each of the compared subjects runs once. */
  readonly rounds: number
  /** Says on stderr what is being measured. */
  progress(text: string): void
}

export interface BenchResult {
  readonly rows: readonly BenchRow[]
  /** Figures over all rows; in the JSON they lie directly under the bench's name. */
  readonly summary?: Readonly<Record<string, Figure>>
  /** What a reader must know to understand the figures, one sentence each. */
  readonly notes?: readonly string[]
}

/** One line of the report: figures of one thing by the name of their column. */
export interface BenchRow {
  readonly name: string
  readonly figures: Readonly<Record<string, Figure>>
}

export interface Figure {
  readonly value: number
  readonly unit: Unit
  readonly goal?: Goal
}

/** A ratio is of times, ours to the peer's, below 1 when we are faster; `speedup` is the other way round. */
export type Unit = 'ns' | 'bytes' | 'ratio' | 'speedup' | 'count'

export type Goal = { readonly atMost: number } | { readonly atLeast: number }

/** Whether a figure meets its goal; undefined when it has none. */
export function meetsGoal({ value, goal }: Figure): boolean | undefined {
  if (goal === undefined) return undefined
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast
}

export function nanoseconds(value: number, goal?: Goal): Figure {
  return { value, unit: 'ns', ...(goal && { goal }) }
}

/** Time of `ours` as a part of the time of `peer`. */
export function ratio(ours: number, peer: number, goal?: Goal): Figure {
  return { value: ours / peer, unit: 'ratio', ...(goal && { goal }) }
}

/** How many times faster `ours` is than `peer`, both being times. */
export function speedup(ours: number, peer: number, goal?: Goal): Figure {
  return { value: peer / ours, unit: 'speedup', ...(goal && { goal }) }
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
}
