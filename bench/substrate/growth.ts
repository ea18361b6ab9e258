import { transferCall } from '../../test/substrate-host/support/dev-signer.ts'
import { type Bench, nanoseconds, ratio } from '../bench.ts'
import { pairedRatio, type Sample, summarise } from '../measure.ts'
import { type BenchChain, genesisEntries, openBenchChain, strangerNumber } from './bench-chain.ts'

const TRANSFERS = 100
const FEW = 10_000
const MANY = 1_000_000

/** Blocks before it counts: caches fill, and rows begin to leave the journal. */
const WARM_UP = 40

/** What a block costs when the state is large. */
export const substrateGrowth: Bench = {
  name: 'substrate-growth',
  describe: `A block of ${TRANSFERS} transfers to random accounts, of ${FEW} and of ${MANY}.`,
  run: async ({ rounds, progress }) => {
    progress('substrate-growth: genesis')
    const few = await openBenchChain(await genesisEntries(FEW))
    const many = await openBenchChain(await genesisEntries(MANY))
    progress('substrate-growth: blocks')
    for (let i = 0; i < WARM_UP; i++) {
      await sealTransfers(few, FEW)
      await sealTransfers(many, MANY)
    }
    const times: { readonly few: number[]; readonly many: number[] } = { few: [], many: [] }
    for (let round = 0; round < 2 * rounds; round++) {
      times.few.push(await sealTransfers(few, FEW))
      times.many.push(await sealTransfers(many, MANY))
    }
    await few.close()
    await many.close()
    const small = summarise(times.few)
    const large = summarise(times.many)
    return { rows: [row(small, FEW), row(large, MANY)], summary: summaryOf(small, large) }
  },
}

function row({ median }: Sample, accounts: number) {
  return { name: `${accounts} accounts`, figures: { seal: nanoseconds(median) } }
}

function summaryOf(small: Sample, large: Sample) {
  return { growth: ratio(pairedRatio(large, small), 1, { atMost: 1.3 }) }
}

let seed = 1

/** The same row of numbers in every run. */
function random(below: number): number {
  seed = (seed * 48_271) % 2_147_483_647
  return seed % below
}

async function sealTransfers({ chain, sign }: BenchChain, accounts: number): Promise<number> {
  const call = (): Uint8Array => transferCall(strangerNumber(random(accounts)), 1_000_000n)
  for (const extrinsic of sign(TRANSFERS, call)) chain.pool.submit(extrinsic)
  const start = process.hrtime.bigint()
  const block = await chain.sealBlock()
  const time = Number(process.hrtime.bigint() - start)
  if (block.body.length !== TRANSFERS + 1) throw new Error('A transfer is missing.')
  return time
}
