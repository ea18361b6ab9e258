import { type Bench, type BenchResult, type Figure, meetsGoal, type Unit } from './bench.ts'

/** What a bench found, ready to be reported. */
export interface Finding {
  readonly bench: Bench
  readonly result: BenchResult
}

/** The finding as text: a table, a line for the summary, the notes. */
export function formatFinding({ bench, result }: Finding): string {
  const columns = [...new Set(result.rows.flatMap((row) => Object.keys(row.figures)))]
  const head = ['', ...columns]
  const body = result.rows.map((row) => [
    row.name,
    ...columns.map((column) => formatOptional(row.figures[column])),
  ])
  const summary = Object.entries(result.summary ?? {}).map(
    ([name, figure]) => `  ${name}: ${formatFigure(figure)}`,
  )
  const notes = (result.notes ?? []).map((note) => `  ${note}`)
  const lines = [
    `${bench.name}: ${bench.describe}`,
    ...table([head, ...body]),
    ...summary,
    ...notes,
  ]
  return `${lines.join('\n')}\n`
}

/** The findings as one object: versions, then each bench under its name, summary figures directly. */
export function toJson(
  versions: Readonly<Record<string, string>>,
  findings: readonly Finding[],
): Record<string, unknown> {
  const benches = findings.map(({ bench, result }) => {
    const rows = result.rows.map((row) => ({ name: row.name, ...values(row.figures) }))
    return [bench.name, { ...values(result.summary ?? {}), rows, notes: result.notes ?? [] }]
  })
  return { versions, ...Object.fromEntries(benches), missedGoals: missedGoals(findings) }
}

/** Every figure that misses its goal, as text. */
export function missedGoals(findings: readonly Finding[]): string[] {
  return findings.flatMap(({ bench, result }) => {
    const all = [{ name: 'all', figures: result.summary ?? {} }, ...result.rows]
    return all.flatMap((row) =>
      Object.entries(row.figures)
        .filter(([, figure]) => meetsGoal(figure) === false)
        .map(
          ([column, figure]) => `${bench.name}, ${row.name}, ${column}: ${formatFigure(figure)}`,
        ),
    )
  })
}

function values(figures: Readonly<Record<string, Figure>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(figures).map(([name, { value }]) => [name, Number(value.toPrecision(5))]),
  )
}

function formatOptional(figure: Figure | undefined): string {
  return figure === undefined ? '' : formatFigure(figure)
}

function formatFigure(figure: Figure): string {
  const value = formatValue[figure.unit](figure.value)
  const met = meetsGoal(figure)
  if (met === undefined || figure.goal === undefined) return value
  const { goal, unit } = figure
  const bound =
    'atMost' in goal
      ? `≤ ${formatValue[unit](goal.atMost)}`
      : `≥ ${formatValue[unit](goal.atLeast)}`
  return `${value} ${met ? '✓' : '✗'} ${bound}`
}

const formatValue: Readonly<Record<Unit, (value: number) => string>> = {
  ns: formatTime,
  bytes: (value) => `${value.toLocaleString('en')} B`,
  ratio: (value) => value.toFixed(3),
  speedup: (value) => `${value.toFixed(value < 10 ? 2 : 1)}×`,
  count: (value) => value.toLocaleString('en'),
}

function formatTime(ns: number): string {
  if (ns < 1e3) return `${ns.toFixed(ns < 10 ? 2 : 0)} ns`
  if (ns < 1e6) return `${(ns / 1e3).toFixed(2)} µs`
  return `${(ns / 1e6).toFixed(2)} ms`
}

/** Rows of equal columns: the first flush left, the others flush right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) => {
    const cells = row.map((cell, i) => {
      const width = widths[i] ?? 0
      return i === 0 ? cell.padEnd(width) : cell.padStart(width)
    })
    return `  ${cells.join('  ')}`.trimEnd()
  })
}
