import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type Comparer, createComparer, type EngineName } from './compare-engines.ts'
import type { FuzzCase } from './fuzz-case.ts'
import { generateCase } from './generate-case.ts'
import { Random } from './random.ts'
import { shrinkCase } from './shrink-case.ts'

/** What is to be run: goes to the thread with the large stack. */
export interface FuzzOptions {
  readonly engines: readonly EngineName[]
  readonly seed: number
  /** Number of the first program of the seed. */
  readonly from: number
  readonly programs: number
  /** Folder for the cases on which engines differ. */
  readonly out: string
  /** Stops after so many differences. */
  readonly maxFindings: number
}

export interface FuzzSummary {
  readonly programs: number
  /** Programs run, some of them with several gas limits. */
  readonly executions: number
  readonly statuses: Readonly<Record<string, number>>
  readonly findings: readonly string[]
}

const PROGRESS_MS = 10_000

/** Runs programs on all engines; each difference becomes a file that can be run alone. */
export async function fuzz(options: FuzzOptions): Promise<FuzzSummary> {
  const compare = await createComparer(options.engines)
  const { seed, from, programs, maxFindings } = options
  const statuses: Record<string, number> = {}
  const findings: string[] = []
  let [executions, done] = [0, 0]
  let shown = performance.now()
  const start = shown
  for (let index = from; index < from + programs && findings.length < maxFindings; index++) {
    const compared = await compareWithLimits(compare, generateCase(seed, index), index)
    executions += compared.length
    done += 1
    for (const { fuzzCase, status, differences } of compared) {
      statuses[status] = (statuses[status] ?? 0) + 1
      if (differences.length === 0) continue
      findings.push(await report(compare, fuzzCase, options.out))
      break
    }
    if (performance.now() - shown < PROGRESS_MS) continue
    await setImmediate() // a thread's output is only written between its tasks
    shown = performance.now()
    const rate = (done / (shown - start)) * 1e3
    console.error(
      `  ${done} of ${programs} programs, ${rate.toFixed(0)} a second, ${findings.length} differences`,
    )
  }
  return { programs: done, executions, statuses, findings }
}

interface Compared {
  readonly fuzzCase: FuzzCase
  readonly status: string
  readonly differences: readonly string[]
}

/** A case, and each fourth also with gas limits around what it used, where the ways of running out of gas differ. */
async function compareWithLimits(
  compare: Comparer,
  fuzzCase: FuzzCase,
  index: number,
): Promise<readonly Compared[]> {
  const run = async (changed: FuzzCase): Promise<Compared & { readonly used: number }> => {
    const { outcome, differences } = await compare(changed)
    const used = Number(BigInt(changed.gas) - BigInt(outcome.gasLeft))
    return { fuzzCase: changed, status: outcome.status, differences, used }
  }
  const first = await run(fuzzCase)
  if (index % 4 !== 0 || first.used === 0) return [first]
  const random = new Random(first.used, index)
  const limits = [first.used, first.used - 1, random.below(first.used), random.below(first.used)]
  const others: Compared[] = []
  for (const gas of limits) others.push(await run({ ...fuzzCase, gas: String(gas) }))
  return [first, ...others]
}

async function report(compare: Comparer, fuzzCase: FuzzCase, out: string): Promise<string> {
  const smaller = await shrinkCase(
    fuzzCase,
    async (candidate) => (await compare(candidate)).differences.length > 0,
  )
  const { differences } = await compare(smaller)
  mkdirSync(out, { recursive: true })
  const file = join(out, `${fuzzCase.name.replaceAll(/\W+/g, '-')}-gas-${fuzzCase.gas}.json`)
  writeFileSync(file, `${JSON.stringify(smaller, undefined, 2)}\n`)
  console.error(`${fuzzCase.name}, ${fuzzCase.revision}:`)
  for (const line of differences.slice(0, 8)) console.error(`  ${line}`)
  console.error(`  npm run fuzz:evm -- --replay ${file}`)
  return file
}
