import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Bench, BenchContext } from './bench.ts'
import { blockImport } from './block-import.ts'
import { calls } from './calls.ts'
import { devnet } from './devnet.ts'
import { ethereumjs } from './ethereumjs.ts'
import { metering } from './metering.ts'
import { precompiles } from './precompiles.ts'
import { primitives } from './primitives.ts'
import { type Finding, formatFinding, missedGoals, toJson } from './report.ts'
import { stateCommit } from './state-commit.ts'
import { stateJournal } from './state-journal.ts'
import { stateStore } from './state-store.ts'
import { substrateRuntime } from './substrate-runtime.ts'
import { wasmModule } from './wasm-module.ts'
import { words } from './words/words.ts'

/** Every benchmark, in the order of the report. */
const benches: readonly Bench[] = [
  metering,
  calls,
  wasmModule,
  stateCommit,
  stateStore,
  stateJournal,
  blockImport,
  devnet,
  ethereumjs,
  primitives,
  precompiles,
  words,
  substrateRuntime,
]

const USAGE = `npm run bench -- [--only NAME]... [--rounds N] [--json]

  --only NAME  run this benchmark; may be given several times
  --rounds N   rounds of every measurement (default 41)
  --json       end with one line of JSON

${benches.map((bench) => `  ${bench.name.padEnd(12)} ${bench.describe}`).join('\n')}
`

/** The packages whose versions decide the figures. */
const PEERS = ['@ethereumjs/mpt', '@ethereumjs/vm', '@noble/curves', '@noble/hashes', 'hash-wasm']

function versions(): Record<string, string> {
  const peers = PEERS.map((name) => {
    const manifest = readFileSync(
      new URL(`../node_modules/${name}/package.json`, import.meta.url),
      'utf8',
    )
    return [name, String(JSON.parse(manifest).version)]
  })
  const { node, v8 } = process.versions
  return { node, v8, ...Object.fromEntries(peers) }
}

async function runBenches(chosen: readonly Bench[], context: BenchContext): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const bench of chosen) {
    const finding = { bench, result: await bench.run(context) }
    findings.push(finding)
    console.log(formatFinding(finding))
  }
  return findings
}

/** Runs what the arguments ask for; returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      rounds: { type: 'string', default: '41' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const chosen = benches.filter(({ name }) => values.only?.includes(name) ?? true)
  const rounds = Number(values.rounds)
  const isUnderstood = chosen.length === (values.only?.length ?? chosen.length) && rounds >= 1
  if (values.help || !isUnderstood) {
    process.stderr.write(USAGE)
    return values.help ? 0 : 2
  }
  const used = versions()
  console.log(
    Object.entries(used)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    '\n',
  )
  const progress = (text: string): void => void process.stderr.write(`  … ${text}\n`)
  const findings = await runBenches(chosen, { rounds, progress })
  const missed = missedGoals(findings)
  for (const goal of missed) console.log(`goal missed: ${goal}`)
  if (values.json) console.log(JSON.stringify(toJson(used, findings)))
  return 0
}

process.exitCode = await main(process.argv.slice(2))
