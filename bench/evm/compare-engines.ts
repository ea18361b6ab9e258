import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { summarise } from '../measure.ts'
import type { Outcome } from '../peers/serve.ts'
import { EngineProcess } from './engine-process.ts'
import type { Engine } from './engine-table.ts'
import type { ProgramText } from './program.ts'

export interface CompareOptions {
  readonly rounds: number
  /** How long a round of one engine is meant to take. */
  readonly roundMs: number
}

/** What one engine did with one program. */
export interface EngineTimes {
  readonly engine: string
  /** Nanoseconds of an execution by rounds; empty when it could not be measured. */
  readonly times: readonly number[]
  readonly median: number
  /** What differs from the program's expectation, or why there are no times. */
  readonly faults: readonly string[]
}

/** Calls for warming up last this many rounds. */
const WARM_UP_ROUNDS = 6
/** A slow engine's execution above this is not repeated more than `SLOW_ROUNDS` times. */
const SLOW_NS = 3e8
const SLOW_ROUNDS = 2

/**
 * Runs a program on every engine. The rounds of the engines take turns, in an order that moves by one from round to
 * round, so that what disturbs the machine for a while disturbs all of them.
 */
export async function compareEngines(
  engines: readonly Engine[],
  program: ProgramText,
  options: CompareOptions,
): Promise<readonly EngineTimes[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gantry-bench-'))
  const file = join(folder, 'program.json')
  writeFileSync(file, JSON.stringify(program))
  const runs = engines.map((engine) => new Run(new EngineProcess(engine, file)))
  try {
    for (const run of runs) await run.prepare(program, options.roundMs)
    for (let round = 0; round < options.rounds; round++) {
      for (let i = 0; i < runs.length; i++) await runs[(i + round) % runs.length]?.measure(round)
    }
    return runs.map((run) => run.result)
  } finally {
    for (const run of runs) run.end()
    rmSync(folder, { recursive: true })
  }
}

/** One engine's share of the comparison. An engine that fails keeps its fault, and the others go on. */
class Run {
  readonly #process: EngineProcess
  readonly #times: number[] = []
  #faults: readonly string[] = []
  #count = 1
  #maxRounds = Number.POSITIVE_INFINITY
  #isRunning = true

  constructor(process: EngineProcess) {
    this.#process = process
  }

  get result(): EngineTimes {
    const { median } = summarise(this.#times)
    return { engine: this.#process.engine.name, times: this.#times, median, faults: this.#faults }
  }

  async prepare(program: ProgramText, roundMs: number): Promise<void> {
    await this.#attempt(async () => {
      this.#faults = faultsOf(await this.#process.outcome(), program)
      this.#count = await this.#callsPerRound(roundMs * 1e6)
    })
  }

  async measure(round: number): Promise<void> {
    if (round >= this.#maxRounds) return
    await this.#attempt(async () => {
      this.#times.push((await this.#process.time(this.#count)) / this.#count)
    })
  }

  end(): void {
    this.#process.end()
  }

  /** Warms up, and says how many executions fill a round. */
  async #callsPerRound(roundNs: number): Promise<number> {
    let [count, elapsed] = [1, 0]
    for (let total = 0; total < WARM_UP_ROUNDS * roundNs; total += elapsed) {
      elapsed = await this.#process.time(count)
      if (this.#process.engine.isSlow && elapsed / count > SLOW_NS) this.#maxRounds = SLOW_ROUNDS
      if (elapsed < roundNs / 2) count *= 2
    }
    return Math.max(1, Math.round((count * roundNs) / elapsed))
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    if (!this.#isRunning) return
    try {
      await work()
    } catch (error) {
      this.#isRunning = false
      this.#faults = [...this.#faults, error instanceof Error ? error.message : String(error)]
    }
  }
}

function faultsOf(outcome: Outcome, { expect }: ProgramText): readonly string[] {
  return (['success', 'gasUsed', 'output', 'logs'] as const)
    .filter((field) => outcome[field] !== null && outcome[field] !== expect[field])
    .map((field) => `${field} is ${shortened(outcome[field])}, not ${shortened(expect[field])}`)
}

function shortened(value: unknown): string {
  const text = String(value)
  return text.length > 24 ? `${text.slice(0, 24)}…` : text
}
