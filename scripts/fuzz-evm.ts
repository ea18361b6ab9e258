// Random programs on every engine side by side: `npm run fuzz:evm -- --programs N --seed S`.
import { parseArgs } from 'node:util'
import { withLargeStack } from '../src/engine/large-stack.ts'
import { type Comparison, type EngineName, engineNames } from '../test/fuzz-evm/compare-engines.ts'
import type { FuzzSummary } from '../test/fuzz-evm/fuzz-loop.ts'

const USAGE = `npm run fuzz:evm -- [options]

Runs random EVM programs on all engines and compares status, gas, output, logs and state.

  --programs N     how many (default 10,000)
  --seed S         which sequence (default 1); the same seed gives the same programs
  --from I         number of the first program (default 0)
  --engines NAMES  of ${engineNames.join(', ')} (default: all)
  --out DIR        where cases with a difference go (default fuzz-findings)
  --max N          stop after so many differences (default 10)
  --replay FILE    run one case of such a file
`

const text = { type: 'string' } as const
const { values } = parseArgs({
  options: {
    ...{ programs: text, seed: text, from: text, engines: text, out: text, max: text },
    replay: text,
    help: { type: 'boolean' },
  },
})
process.exitCode = values.help ? show() : await main()

function show(): number {
  process.stdout.write(USAGE)
  return 0
}

async function main(): Promise<number> {
  const engines = (values.engines?.split(',') ?? engineNames) as EngineName[]
  const numbers = [
    values.programs ?? '10000',
    values.seed ?? '1',
    values.from ?? '0',
    values.max ?? '10',
  ]
  const [programs = 0, seed = 0, from = 0, maxFindings = 0] = numbers.map(Number)
  const isUnderstood =
    engines.every((name) => engineNames.includes(name)) &&
    numbers.map(Number).every(Number.isInteger)
  if (!isUnderstood) {
    process.stderr.write(USAGE)
    return 2
  }
  if (values.replay !== undefined) return replay(values.replay, engines)
  const out = values.out ?? 'fuzz-findings'
  const start = performance.now()
  const argument = { engines, seed, from, programs, out, maxFindings }
  const summary = (await inThread('fuzz-loop', 'fuzz', argument)) as FuzzSummary
  const seconds = ((performance.now() - start) / 1e3).toFixed(0)
  console.log(
    `${summary.programs} programs of seed ${seed} from ${from} on ${engines.join(', ')}, ` +
      `${summary.executions} executions in ${seconds} s: ${JSON.stringify(summary.statuses)}`,
  )
  console.log(
    `${summary.programs - summary.findings.length} passed, ${summary.findings.length} failed`,
  )
  return summary.findings.length === 0 ? 0 : 1
}

async function replay(file: string, engines: readonly EngineName[]): Promise<number> {
  const { outcome, differences } = (await inThread('replay-case', 'replayCase', {
    file,
    engines,
  })) as Comparison
  console.log(JSON.stringify(outcome, undefined, 2))
  for (const line of differences) console.log(line)
  console.log(differences.length === 0 ? 'no difference' : `${differences.length} differences`)
  return differences.length === 0 ? 0 : 1
}

function inThread(file: string, exportName: string, argument: unknown): Promise<unknown> {
  const module = new URL(`../test/fuzz-evm/${file}.ts`, import.meta.url)
  return withLargeStack({ module, exportName, argument })
}
