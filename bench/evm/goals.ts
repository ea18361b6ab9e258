import { ownEngines } from './engine-table.ts'
import { comparisonsOf, type ProgramResult, timesOf } from './summary.ts'

/** A goal of the EVM's speed and what was reached. */
export interface GoalLine {
  readonly text: string
  readonly isMet: boolean
}

interface MeanGoal {
  readonly ours: string
  readonly peer: string
  readonly atMost: number
}

/** Geometric means of our time as a part of the peer's. */
// biome-ignore format: table
const means: readonly MeanGoal[] = [
  { ours: 'compiled', peer: 'revm',       atMost: 0.25 },
  { ours: 'compiled', peer: 'ethereumjs', atMost: 1 / 300 },
  { ours: 'first',    peer: 'revm',       atMost: 5 },
]
/** No program of the compiled tier above revm's time. */
const WORST_COMPILED = 1
/** The call that does nothing. */
const EMPTY_CALL_NS = 2_000

/** The goals that these results can say something about. */
export function goalLines(results: readonly ProgramResult[]): readonly GoalLine[] {
  return [...meanGoals(results), ...emptyCallGoals(results)]
}

function meanGoals(results: readonly ProgramResult[]): readonly GoalLine[] {
  return comparisonsOf(results).flatMap(({ ours, peer, mean, worst }) => {
    const goal = means.find((row) => row.ours === ours && row.peer === peer)
    if (goal === undefined) return []
    const line = goalLine(`${ours} / ${peer}, geometric mean`, mean, goal.atMost)
    if (ours !== 'compiled' || peer !== 'revm') return [line]
    return [
      line,
      goalLine(`${ours} / ${peer}, worst: ${worst.program}`, worst.ratio, WORST_COMPILED),
    ]
  })
}

function emptyCallGoals(results: readonly ProgramResult[]): readonly GoalLine[] {
  const empty = results.find(({ program }) => program.kind === 'calibration')
  if (empty === undefined) return []
  return ownEngines.flatMap((name) => {
    const median = timesOf(empty, name)?.median
    if (median === undefined || Number.isNaN(median)) return []
    const text = `${name}, a call that does nothing: ${(median / 1e3).toFixed(2)} µs, goal ≤ ${EMPTY_CALL_NS / 1e3} µs`
    return [{ text, isMet: median <= EMPTY_CALL_NS }]
  })
}

function goalLine(subject: string, value: number, atMost: number): GoalLine {
  const text = `${subject}: ${value.toPrecision(3)}, goal ≤ ${atMost.toPrecision(2)}`
  return { text, isMet: value <= atMost }
}
