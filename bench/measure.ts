/** Times of one subject over all rounds, in ns for one call. */
export interface Sample {
  readonly min: number
  readonly median: number
  /** In the order of the rounds. */
  readonly times: readonly number[]
}

export interface MeasureOptions {
  readonly rounds: number
  /**
   * A subject is called again and again until a round of it takes this long; default 1. Short rounds and many of them
   * find the moments in which a busy machine does nothing else.
   */
  readonly roundMs?: number
  /** How long a subject runs before it counts; default three rounds. Code in JavaScript needs longer than code in Wasm. */
  readonly warmUpMs?: number
  /** What to read; default `wall`. */
  readonly clock?: keyof typeof clocks
}

/** Clocks, in ns. */
const clocks = {
  wall: () => Number(process.hrtime.bigint()),
  /** CPU time of all threads of the process: for work that is long, or that V8 spreads over threads. */
  cpu: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) * 1000
  },
} as const

/**
 * Measures subjects side by side.
 *
 * Every round runs each subject once, in an order that turns by one from round to round: what disturbs the machine
 * for a while disturbs all of them. The minimum is what ratios are taken of, because a disturbance only ever adds.
 * On a busy machine a subject may have met no quiet moment; then its ratio of the minima differs from the paired one,
 * and more rounds follow, up to `MAX_REPETITIONS` times as many.
 */
export function measure<Name extends string>(
  subjects: Readonly<Record<Name, () => void>>,
  options: MeasureOptions,
): Record<Name, Sample> {
  const { rounds, roundMs = 1, warmUpMs = 3 * roundMs, clock = 'wall' } = options
  const names = Object.keys(subjects) as Name[]
  const runs: Run[] = names.map((name) => ({
    call: subjects[name],
    calls: callsPerRound(subjects[name], roundMs, warmUpMs),
    times: [],
  }))
  for (let repetition = 0; repetition < MAX_REPETITIONS; repetition++) {
    runRounds(runs, rounds, clocks[clock])
    if (isSteady(runs.map(({ times }) => summarise(times)))) break
  }
  const samples = runs.map(({ times }, i) => [names[i], summarise(times)] as const)
  return Object.fromEntries(samples) as Record<Name, Sample>
}

const MAX_REPETITIONS = 8

/** How far the two ratios may differ. */
const STEADINESS = 0.03

interface Run {
  readonly call: () => void
  readonly calls: number
  readonly times: number[]
}

function runRounds(runs: readonly Run[], rounds: number, now: () => number): void {
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < runs.length; i++) {
      const run = runs[(i + round) % runs.length]
      run?.times.push(timeOf(run.call, run.calls, now) / run.calls)
    }
  }
}

/** Whether every subject compares to the first by the minima as it does round by round. */
function isSteady(samples: readonly Sample[]): boolean {
  const [first, ...others] = samples
  if (first === undefined) return true
  return others.every((sample) => {
    const difference = sample.min / first.min / pairedRatio(sample, first) - 1
    return Math.abs(difference) <= STEADINESS
  })
}

/** Minimum and median of times in ns. */
export function summarise(times: readonly number[]): Sample {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (index: number): number => sorted[index] ?? Number.NaN
  return { min: at(0), median: at(sorted.length >> 1), times }
}

/**
 * The median over the rounds of one subject's time as a part of another's in the same round: what disturbs the machine
 * for longer than a round disturbs both.
 */
export function pairedRatio(ours: Sample, peer: Sample): number {
  return summarise(ours.times.map((time, round) => time / (peer.times[round] ?? Number.NaN))).median
}

/** CPU time of the process, in ns, that `work` takes: for work too long to run undisturbed. */
export async function cpuTimeOf(work: () => Promise<void> | void): Promise<number> {
  const start = clocks.cpu()
  await work()
  return clocks.cpu() - start
}

/** Warms the subject up and returns how many calls fill a round. */
function callsPerRound(call: () => void, roundMs: number, warmUpMs: number): number {
  let calls = 1
  let elapsed = 0
  for (let total = 0; total < warmUpMs * 1e6; total += elapsed) {
    elapsed = timeOf(call, calls, clocks.wall)
    if (elapsed < (roundMs * 1e6) / 2) calls *= 2
  }
  return Math.max(1, Math.round((calls * roundMs * 1e6) / elapsed))
}

function timeOf(call: () => void, calls: number, now: () => number): number {
  const start = now()
  for (let i = 0; i < calls; i++) call()
  return now() - start
}
