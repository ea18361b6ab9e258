import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { address } from '../src/primitives/address.ts'
import { toBytes32 } from '../src/primitives/big-endian.ts'
import { keccak256 } from '../src/primitives/keccak256.ts'
import { diffOfAllocation } from '../src/state/allocation.ts'
import type { StateDiff } from '../src/state/state-diff.ts'
import { openLevelStore } from '../src/state/store/level-store.ts'
import { MemoryStore } from '../src/state/store/memory-store.ts'
import { type Store, StoreBatch } from '../src/state/store/store.ts'
import { openWorld } from '../src/state/world/world.ts'
import { type Bench, type BenchContext, type BenchRow, nanoseconds, ratio } from './bench.ts'
import { cpuTimeOf, summarise } from './measure.ts'

const MAX_ROUNDS = 7
const SLOTS = 50_000
const CHANGED_SLOTS = 10_000
const ACCOUNTS = 100_000
const CHANGED_ACCOUNTS = 1_000
const OWNER = address(keccak256(Uint8Array.of(1)).subarray(0, 20))

interface Workload {
  readonly name: string
  readonly initial: StateDiff
  /** Different ones in each round: each is committed on top of those before. */
  readonly block: (round: number) => StateDiff
  readonly changes: number
}

/** What a block costs whose state goes to disk: flat entries, trie nodes and root, in one batch. */
export const stateStore: Bench = {
  name: 'state-store',
  describe: 'commit of a block’s changes to the world on level, against the same in memory',
  async run(context) {
    const rows: BenchRow[] = []
    for (const workload of [slots(), accounts()]) rows.push(await rowOf(context, workload))
    return {
      rows,
      notes: [
        '`commit` makes the batch (reads, trie, hashes), `write` gives it to the store; CPU time of the process, LevelDB’s',
        'threads and its compactions included.',
      ],
    }
  },
}

async function rowOf(context: BenchContext, workload: Workload): Promise<BenchRow> {
  context.progress(`${workload.name} on level`)
  const directory = await mkdtemp(join(tmpdir(), 'gantry-bench-'))
  const store = await openLevelStore(directory)
  try {
    const level = await timesOn(store, workload, context)
    context.progress(`${workload.name} in memory`)
    const memory = await timesOn(new MemoryStore(), workload, context)
    return {
      name: workload.name,
      figures: {
        commit: nanoseconds(level.commit),
        write: nanoseconds(level.write),
        'per change': nanoseconds((level.commit + level.write) / workload.changes),
        'in memory': nanoseconds(memory.commit + memory.write),
        'level / memory': ratio(level.commit + level.write, memory.commit + memory.write),
      },
    }
  } finally {
    await store.close()
    await rm(directory, { recursive: true })
  }
}

async function timesOn(
  store: Store,
  { initial, block }: Workload,
  { rounds }: BenchContext,
): Promise<{ commit: number; write: number }> {
  const world = openWorld(store)
  const first = new StoreBatch()
  world.commit(initial, first)
  await store.write(first)
  const commits: number[] = []
  const writes: number[] = []
  for (let round = 0; round < Math.min(MAX_ROUNDS, rounds); round++) {
    const diff = block(round)
    const batch = new StoreBatch()
    commits.push(await cpuTimeOf(() => void world.commit(diff, batch)))
    writes.push(await cpuTimeOf(() => store.write(batch)))
  }
  return { commit: summarise(commits).min, write: summarise(writes).min }
}

function slots(): Workload {
  const slot = (index: number, value: bigint) => ({
    key: toBytes32(BigInt(index)),
    value: toBytes32(value),
  })
  const stored = Array.from({ length: SLOTS }, (_, i) => slot(i, BigInt(i) ** 5n + 1n))
  return {
    name: `${CHANGED_SLOTS} of ${SLOTS} slots`,
    changes: CHANGED_SLOTS,
    initial: diffOfAllocation([{ address: OWNER, nonce: 1n, storage: stored }]),
    block: (round) => {
      const storage = Array.from({ length: CHANGED_SLOTS }, (_, i) =>
        slot((i * 7919) % SLOTS, BigInt(i + 1) ** 4n + BigInt(round)),
      )
      return diffOfAllocation([{ address: OWNER, nonce: 1n, storage }])
    },
  }
}

function accounts(): Workload {
  const account = (index: number, nonce: bigint) => ({
    address: address(keccak256(toBytes32(BigInt(index))).slice(0, 20)),
    nonce,
    balance: BigInt(index + 1) * 10n ** 15n - nonce,
  })
  return {
    name: `${CHANGED_ACCOUNTS} of ${ACCOUNTS} accounts`,
    changes: CHANGED_ACCOUNTS,
    initial: diffOfAllocation(Array.from({ length: ACCOUNTS }, (_, i) => account(i, 0n))),
    block: (round) =>
      diffOfAllocation(
        Array.from({ length: CHANGED_ACCOUNTS }, (_, i) =>
          account((i * 7919 + round) % ACCOUNTS, BigInt(round + 1)),
        ),
      ),
  }
}
