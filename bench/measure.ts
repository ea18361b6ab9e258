/** Times of one subject over all rounds, in ns for one call. */
export interface Sample {
  readonly min: number
  readonly median: number
}

export interface MeasureOptions {
  readonly rounds: number
  /** A subject is called again and again until a round of it takes this long. */
  readonly roundMs?: number
}

/**
 * Measures subjects side by side.
 *
 * Every round runs each subject once, in an order that turns by one from round to round: what disturbs the machine
 * for a while disturbs all of them. The minimum is what ratios are taken of, because a disturbance only ever adds.
 */
export function measure<Name extends string>(
  subjects: Readonly<Record<Name, () => void>>,
  { rounds, roundMs = 5 }: MeasureOptions,
): Record<Name, Sample> {
  const names = Object.keys(subjects) as Name[]
  const runs = names.map((name) => ({
    name,
    call: subjects[name],
    calls: callsPerRound(subjects[name], roundMs),
    times: [] as number[],
  }))
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < runs.length; i++) {
      const run = runs[(i + round) % runs.length]
      run?.times.push(timeOf(run.call, run.calls) / run.calls)
    }
  }
  const samples = runs.map(({ name, times }) => [name, summarise(times)] as const)
  return Object.fromEntries(samples) as Record<Name, Sample>
}

/** Minimum and median of times in ns. */
export function summarise(times: readonly number[]): Sample {
  const sorted = times.toSorted((a, b) => a - b)
  return { min: sorted[0] ?? Number.NaN, median: sorted[sorted.length >> 1] ?? Number.NaN }
}

/** CPU time of this process since `start`, all of its threads, in ns: for work too long to run undisturbed. */
export function cpuTimeSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) * 1000
}

/** Warms the subject up for three rounds' time and returns how many calls fill one. */
function callsPerRound(call: () => void, roundMs: number): number {
  let calls = 1
  let elapsed = 0
  for (let total = 0; total < 3 * roundMs * 1e6; total += elapsed) {
    elapsed = timeOf(call, calls)
    if (elapsed < (roundMs * 1e6) / 2) calls *= 2
  }
  return Math.max(1, Math.round((calls * roundMs * 1e6) / elapsed))
}

function timeOf(call: () => void, calls: number): number {
  const start = process.hrtime.bigint()
  for (let i = 0; i < calls; i++) call()
  return Number(process.hrtime.bigint() - start)
}
