import { existsSync } from 'node:fs'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type CompareOptions, compareEngines } from './evm/compare-engines.ts'
import { type Engine, engines, isBuilt } from './evm/engine-table.ts'
import { type ProgramText, readPrograms } from './evm/program.ts'
import { formatProgram, formatSummary, heading, toJson } from './evm/report.ts'
import { faultLines, type ProgramResult } from './evm/summary.ts'

const shared = new URL('../../shared/bench/evm-programs.json', import.meta.url)

const USAGE = `npm run bench:evm -- [options]

Executes EVM programs on this engine and on its peers, side by side.

  --programs FILE   programs (default: ../shared/bench/evm-programs.json)
  --only NAMES      programs whose name contains one of these, separated by commas
  --engines NAMES   of ${engines.map(({ name }) => name).join(', ')} (default: all that are built)
  --rounds N        rounds of every engine (default 7)
  --ms N            length of a round in milliseconds (default 50)
  --json            print one object of JSON instead of the table

bench/peers/build.sh builds the peers that are not of this package.
`

interface Arguments {
  readonly programs: readonly ProgramText[]
  readonly engines: readonly Engine[]
  readonly options: CompareOptions
  readonly format: 'text' | 'json'
}

/** What the command line asks for; a sentence when it cannot be done. */
function readArguments(args: readonly string[]): Arguments | string {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ programs: text, only: text, engines: text, peers: text },
      rounds: { type: 'string', default: '7' },
      ms: { type: 'string', default: '50' },
      json: { type: 'boolean', default: false },
    },
  })
  const file = values.programs ?? fileURLToPath(shared)
  if (!existsSync(file)) return `There is no file ${file}.`
  const wanted = values.only?.split(',')
  const programs = readPrograms(file).filter(
    ({ name }) => wanted?.some((part) => name.includes(part)) ?? true,
  )
  const names = (values.engines ?? values.peers)?.split(',')
  const unknown = names?.find((name) => !engines.some((engine) => engine.name === name))
  const options = { rounds: Number(values.rounds), roundMs: Number(values.ms) }
  if (programs.length === 0) return `No program has ${values.only} in its name.`
  if (unknown !== undefined) return `There is no engine ${unknown}.`
  if (!(options.rounds >= 1 && options.roundMs > 0)) return 'Rounds and milliseconds are numbers.'
  const chosen = engines.filter(({ name }) => names?.includes(name) ?? true)
  return { programs, engines: chosen, options, format: values.json ? 'json' : 'text' }
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    process.stdout.write(USAGE)
    return 0
  }
  const read = readArguments(args)
  if (typeof read === 'string') {
    process.stderr.write(`${read}\n\n${USAGE}`)
    return 2
  }
  const results = await run(read)
  return faultLines(results).length === 0 ? 0 : 1
}

async function run({ programs, engines, options, format }: Arguments) {
  const print = (line: string): void => (format === 'text' ? console.log(line) : undefined)
  const skipped = engines.filter((engine) => !isBuilt(engine)).map(({ name }) => name)
  const used = engines.filter(isBuilt)
  if (skipped.length > 0) {
    print(`skipped ${skipped.length}: ${skipped.join(', ')} (not built: bench/peers/build.sh)`)
  }
  const load = loadavg()[0] ?? 0
  print(`node ${process.versions.node}, load ${load.toFixed(1)}, ${options.rounds} rounds\n`)
  print(heading(used.map(({ name }) => name)))
  const results: ProgramResult[] = []
  for (const program of programs) {
    process.stderr.write(`  … ${program.name}\r`)
    const result = { program, engines: await compareEngines(used, program, options) }
    results.push(result)
    print(formatProgram(result))
  }
  print(`\n${formatSummary(results)}`)
  if (format === 'json') {
    console.log(JSON.stringify({ node: process.versions.node, load, skipped, ...toJson(results) }))
  }
  return results
}

process.exitCode = await main(process.argv.slice(2))
