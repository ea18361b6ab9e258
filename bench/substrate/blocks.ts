import { transferCall } from '../../test/substrate-host/support/dev-signer.ts'
import { type Bench, type BenchContext, type BenchRow, nanoseconds, speedup } from '../bench.ts'
import { summarise } from '../measure.ts'
import { type BenchChain, genesisEntries, openBenchChain, strangerNumber } from './bench-chain.ts'
import { type ChopsticksChain, openChopsticks } from './chopsticks-chain.ts'

const STRANGERS = 100

/** What a block holds, what is asked of it, and how many blocks of ours come to one of the peer. */
interface Workload {
  readonly name: string
  readonly transfers: number
  readonly goal: number
  readonly ours: number
  /** Part of the rounds: the peer takes seconds for large blocks. */
  readonly share: number
}

// biome-ignore format: table
const workloads: readonly Workload[] = [
  { name: 'empty',         transfers: 0,   goal: 500, ours: 50, share: 1   },
  { name: '1 transfer',    transfers: 1,   goal: 300, ours: 50, share: 1   },
  { name: '100 transfers', transfers: 100, goal: 150, ours: 6,  share: 0.3 },
]

/** V8 compiles functions of the runtime again when they have run often: until then they take several times as long. */
const warmUps: readonly Pick<Workload, 'transfers' | 'ours'>[] = [
  { transfers: 100, ours: 25 },
  { transfers: 1, ours: 500 },
  { transfers: 0, ours: 500 },
]

/** Blocks per second against chopsticks. */
export const substrateBlocks: Bench = {
  name: 'substrate-blocks',
  describe: 'A block of the development runtime on this host and on chopsticks (smoldot).',
  run: async (context) => {
    const top = await genesisEntries(STRANGERS)
    const ours = await openBenchChain(top)
    const peer = await openChopsticks(top)
    context.progress('substrate-blocks: warm-up')
    for (const warmUp of warmUps) await sealOurs(warmUp, ours, { submit: [], seal: [] })
    const rows: BenchRow[] = []
    for (const workload of workloads) rows.push(await measureBlocks(workload, ours, peer, context))
    await peer.close()
    await ours.close()
    return {
      rows,
      notes: [
        'all: submission to the pool (every signature verified), the block, and its batch in LevelDB.',
        'seal: the block and its batch, of transactions whose signatures the pool has verified.',
        'chopsticks keeps its state in memory; it verifies signatures as well.',
        'Medians; rounds of both take turns. Goals: 500 times faster for an empty block, 300 for 1 transfer, 150 for 100.',
      ],
    }
  },
}

/** Times of our blocks, in ns. */
interface OurTimes {
  readonly submit: number[]
  readonly seal: number[]
}

async function measureBlocks(
  workload: Workload,
  ours: BenchChain,
  peer: ChopsticksChain,
  { rounds, progress }: BenchContext,
): Promise<BenchRow> {
  progress(`substrate-blocks: ${workload.name}`)
  const our: OurTimes = { submit: [], seal: [] }
  const theirs: number[] = []
  await sealTheirs({ ...workload, transfers: Math.min(1, workload.transfers) }, peer)
  for (let round = 0; round < Math.max(3, rounds * workload.share); round++) {
    await sealOurs(workload, ours, our)
    theirs.push(await sealTheirs(workload, peer))
  }
  const all = summarise(our.submit.map((time, index) => time + (our.seal[index] ?? 0))).median
  const seal = summarise(our.seal).median
  const chopsticks = summarise(theirs).median
  return {
    name: workload.name,
    figures: {
      all: nanoseconds(all),
      seal: nanoseconds(seal),
      chopsticks: nanoseconds(chopsticks),
      'speedup, all': speedup(all, chopsticks, { atLeast: workload.goal }),
      'speedup, seal': speedup(seal, chopsticks),
    },
  }
}

async function sealOurs(
  { ours, transfers }: Pick<Workload, 'transfers' | 'ours'>,
  { chain, sign }: BenchChain,
  times: OurTimes,
): Promise<void> {
  for (let i = 0; i < ours; i++) {
    const extrinsics = sign(transfers, transferTo)
    const start = process.hrtime.bigint()
    for (const extrinsic of extrinsics) chain.pool.submit(extrinsic)
    const submitted = process.hrtime.bigint()
    const block = await chain.sealBlock()
    const end = process.hrtime.bigint()
    expectLength(block.body.length, transfers)
    times.submit.push(Number(submitted - start))
    times.seal.push(Number(end - submitted))
  }
}

async function sealTheirs(
  { transfers }: Workload,
  { sign, seal }: ChopsticksChain,
): Promise<number> {
  const extrinsics = sign(transfers, transferTo)
  const start = process.hrtime.bigint()
  const length = await seal(extrinsics)
  const end = process.hrtime.bigint()
  expectLength(length, transfers)
  return Number(end - start)
}

function transferTo(index: number): Uint8Array {
  return transferCall(strangerNumber(index % STRANGERS), 1_000_000n)
}

/** Nothing is compared that did not happen: an inherent and every transfer. */
function expectLength(length: number, transfers: number): void {
  if (length !== transfers + 1) throw new Error(`A block has ${length} extrinsics.`)
}
