import type { EngineTimes } from './compare-engines.ts'
import { ownEngines } from './engine-table.ts'
import { goalLines } from './goals.ts'
import { comparisonsOf, faultLines, type ProgramResult, ratioOf } from './summary.ts'

const NAME_WIDTH = 33
const TIME_WIDTH = 12
const RATIO_WIDTH = 10

/** The head of the table of programs. */
export function heading(engines: readonly string[]): string {
  const times = engines.map((name) => name.padStart(TIME_WIDTH))
  const ratios = ratioColumns(engines).map(([ours]) => `${ours[0]}/revm`.padStart(RATIO_WIDTH))
  return ['median µs of one transaction'.padEnd(NAME_WIDTH), ...times, ...ratios].join('')
}

/** The row of one program; a star where something differs from what is expected. */
export function formatProgram(result: ProgramResult): string {
  const { program, engines } = result
  const times = engines.map((times) => formatTimes(times).padStart(TIME_WIDTH))
  const ratios = ratioColumns(engines.map(({ engine }) => engine)).map(([ours, peer]) => {
    const ratio = ratioOf(result, ours, peer)
    return (ratio === undefined ? '' : ratio.toPrecision(3)).padStart(RATIO_WIDTH)
  })
  const mark = program.kind === 'throughput' ? '' : ` (${program.kind.split('-')[0]})`
  return [`${program.name}${mark}`.padEnd(NAME_WIDTH), ...times, ...ratios].join('')
}

/** What follows the table: means, goals, faults. */
export function formatSummary(results: readonly ProgramResult[]): string {
  const means = comparisonsOf(results).map(
    ({ ours, peer, mean, worst, programs }) =>
      `${ours} / ${peer}: ${mean.toPrecision(3)} (${(1 / mean).toPrecision(3)} times faster), ` +
      `worst ${worst.ratio.toPrecision(3)} on ${worst.program}; ${programs} programs`,
  )
  const goals = goalLines(results).map(({ text, isMet }) => `${isMet ? '✓' : '✗'} ${text}`)
  const faults = faultLines(results)
  return [
    'geometric means over the programs of kind throughput, of our time as a part of the peer’s:',
    ...means.map((line) => `  ${line}`),
    'goals:',
    ...goals.map((line) => `  ${line}`),
    faults.length === 0 ? 'every engine gave the expected outcomes' : `${faults.length} faults:`,
    ...faults.map((line) => `  ${line}`),
  ].join('\n')
}

/** The results as plain data: times in µs. */
export function toJson(results: readonly ProgramResult[]): Record<string, unknown> {
  return {
    programs: results.map(({ program, engines }) => ({
      name: program.name,
      kind: program.kind,
      engines: Object.fromEntries(
        engines.map(({ engine, median, times, faults }) => [
          engine,
          { us: median / 1e3, minUs: Math.min(...times) / 1e3, rounds: times.length, faults },
        ]),
      ),
    })),
    comparisons: comparisonsOf(results),
    goals: goalLines(results),
    faults: faultLines(results),
  }
}

function formatTimes({ median, faults }: EngineTimes): string {
  const time = Number.isNaN(median) ? 'failed' : (median / 1e3).toFixed(median < 1e6 ? 2 : 0)
  return faults.length === 0 ? time : `${time}*`
}

function ratioColumns(engines: readonly string[]): readonly (readonly [string, string])[] {
  if (!engines.includes('revm')) return []
  return engines.filter((name) => ownEngines.includes(name)).map((ours) => [ours, 'revm'])
}
