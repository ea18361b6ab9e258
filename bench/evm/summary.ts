import { geometricMean } from '../bench.ts'
import type { EngineTimes } from './compare-engines.ts'
import { ownEngines } from './engine-table.ts'
import type { ProgramText } from './program.ts'

/** What all engines did with one program. */
export interface ProgramResult {
  readonly program: ProgramText
  readonly engines: readonly EngineTimes[]
}

/** One of our columns against one peer over the programs of kind `throughput` that both finished. */
export interface Comparison {
  readonly ours: string
  readonly peer: string
  /** Geometric mean of our time as a part of the peer's. */
  readonly mean: number
  /** The program that we are worst on, and our time there as a part of the peer's. */
  readonly worst: { readonly program: string; readonly ratio: number }
  readonly programs: number
}

/** Our median time as a part of the peer's, undefined when one of them has none. */
export function ratioOf(result: ProgramResult, ours: string, peer: string): number | undefined {
  const [a, b] = [ours, peer].map((name) => timesOf(result, name)?.median)
  const ratio = (a ?? Number.NaN) / (b ?? Number.NaN)
  return Number.isNaN(ratio) ? undefined : ratio
}

export function timesOf({ engines }: ProgramResult, name: string): EngineTimes | undefined {
  return engines.find(({ engine }) => engine === name)
}

/** All comparisons of our columns with peers. */
export function comparisonsOf(results: readonly ProgramResult[]): readonly Comparison[] {
  const names = results[0]?.engines.map(({ engine }) => engine) ?? []
  const peers = names.filter((name) => !ownEngines.includes(name))
  return names
    .filter((name) => ownEngines.includes(name))
    .flatMap((ours) => peers.flatMap((peer) => comparison(results, ours, peer) ?? []))
}

function comparison(
  results: readonly ProgramResult[],
  ours: string,
  peer: string,
): Comparison | undefined {
  const ratios = results
    .filter(({ program }) => program.kind === 'throughput')
    .flatMap((result) => {
      const ratio = ratioOf(result, ours, peer)
      return ratio === undefined ? [] : [{ program: result.program.name, ratio }]
    })
  const [worst] = ratios.toSorted((a, b) => b.ratio - a.ratio)
  if (worst === undefined) return undefined
  const mean = geometricMean(ratios.map(({ ratio }) => ratio))
  return { ours, peer, mean, worst, programs: ratios.length }
}

/** Every way in which an engine's outcome was not the expected one, or in which it broke down. */
export function faultLines(results: readonly ProgramResult[]): readonly string[] {
  return results.flatMap(({ program, engines }) =>
    engines.flatMap(({ engine, faults }) =>
      faults.map((fault) => `${program.name}, ${engine}: ${fault}`),
    ),
  )
}
