import {
  type Bench,
  type BenchContext,
  type BenchRow,
  geometricMean,
  nanoseconds,
  ratio,
} from '../bench.ts'
import { type Sample, summarise } from '../measure.ts'
import { kernelSubject, type RunCase } from './kernel-subject.ts'
import { type WordCase, wordCases } from './word-case.ts'
import { WordPeer } from './word-peer.ts'

const NOT_BUILT = 'revm: skipped, bench/peers/words is not built (bench/peers/build.sh words)'
/** Long enough for the clock, short enough to find quiet moments. */
const ROUND_NS = 200_000

/** The kernel's operations on words and its keccak, against the libraries that revm computes with. */
export const words: Bench = {
  name: 'kernel',
  describe: '256-bit operations by width of operands and keccak, against ruint and alloy (revm)',
  async run(context) {
    const cases = wordCases()
    const subject = kernelSubject()
    const peer = WordPeer.start(cases)
    const runs = cases.map((wordCase) => subject(wordCase))
    if (peer !== undefined)
      for (const [i, run] of runs.entries()) await compare(cases[i], run, peer)
    const rows: BenchRow[] = []
    for (const [index, run] of runs.entries()) {
      rows.push(await measureRow(context, { run, peer, index, name: cases[index]?.name ?? '' }))
    }
    peer?.end()
    if (peer === undefined) return { rows, notes: [NOT_BUILT] }
    const ratios = rows.map(({ figures }) => figures['ratio']?.value ?? Number.NaN)
    return {
      rows,
      summary: { 'mean ratio to revm': { value: geometricMean(ratios), unit: 'ratio' } },
    }
  },
}

/** Both must find the same before they are timed. */
async function compare(
  wordCase: WordCase | undefined,
  run: RunCase,
  peer: WordPeer,
): Promise<void> {
  if (wordCase === undefined) return
  const ours = run(wordCase.operands.length / wordCase.arity)
  const theirs = await peer.result()
  if (ours !== theirs) throw new Error(`${wordCase.name}: ${ours} here, ${theirs} at revm`)
}

interface Subject {
  readonly name: string
  readonly index: number
  readonly run: RunCase
  readonly peer: WordPeer | undefined
}

async function measureRow(
  { rounds, progress }: BenchContext,
  { name, index, run, peer }: Subject,
): Promise<BenchRow> {
  progress(name)
  const count = callsPerRound(run)
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(timeOf(run, count) / count)
    if (peer !== undefined) theirs.push((await peer.time(index, count)) / count)
  }
  const [gantry, revm]: Sample[] = [summarise(ours), summarise(theirs)]
  return {
    name,
    figures: {
      gantry: nanoseconds(gantry?.min ?? Number.NaN),
      ...(peer !== undefined && {
        revm: nanoseconds(revm?.min ?? Number.NaN),
        ratio: ratio(gantry?.min ?? Number.NaN, revm?.min ?? Number.NaN),
      }),
    },
  }
}

function callsPerRound(run: RunCase): number {
  let count = 64
  // The first calls are not like the others: code is linked, caches are cold.
  for (let warmUp = 0; warmUp < 8; warmUp++) run(count)
  while (timeOf(run, count) < ROUND_NS) count *= 2
  return count
}

function timeOf(run: RunCase, count: number): number {
  const start = process.hrtime.bigint()
  run(count)
  return Number(process.hrtime.bigint() - start)
}
