import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { Bench, BenchContext } from './bench.ts'
import { type Finding, formatFinding, missedGoals, toJson } from './report.ts'
import { substrateBlocks } from './substrate/blocks.ts'
import { substrateCalls } from './substrate/contract-calls.ts'
import { substrateGrowth } from './substrate/growth.ts'
import { palletCall } from './substrate/pallet-call.ts'

const benches: readonly Bench[] = [substrateBlocks, substrateCalls, substrateGrowth, palletCall]

const USAGE = `npm run bench:substrate -- [--only NAME]... [--rounds N] [--json]

  --only NAME  run this benchmark; may be given several times
  --rounds N   rounds of every measurement (default 11)
  --json       end with one line of JSON

${benches.map(({ name, describe }) => `  ${name.padEnd(18)} ${describe}`).join('\n')}
`

function versions(): Record<string, string> {
  const name = '@acala-network/chopsticks-core'
  const manifest = new URL(`../node_modules/${name}/package.json`, import.meta.url)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }
  const load = loadavg().map((one) => one.toFixed(1))
  return { node: process.versions.node, [name]: version, load: load.join(' ') }
}

/** Runs what the arguments ask for; returns the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      rounds: { type: 'string', default: '11' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const chosen = benches.filter(({ name }) => values.only?.includes(name) ?? true)
  const rounds = Number(values.rounds)
  if (values.help || chosen.length === 0 || !(rounds >= 1)) {
    process.stderr.write(USAGE)
    return values.help ? 0 : 2
  }
  const context: BenchContext = { rounds, progress: (text) => process.stderr.write(`${text}\n`) }
  const findings: Finding[] = []
  for (const bench of chosen) {
    const finding = { bench, result: await bench.run(context) }
    findings.push(finding)
    console.log(formatFinding(finding))
  }
  for (const missed of missedGoals(findings)) console.log(`Missed: ${missed}`)
  if (values.json) console.log(JSON.stringify(toJson(versions(), findings)))
  return 0
}

process.exit(await main(process.argv.slice(2)))
