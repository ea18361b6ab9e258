import { createMPT, type MerklePatriciaTrie, type MPTOpts } from '@ethereumjs/mpt'
import { MapDB, ValueEncoding } from '@ethereumjs/util'
import type { Hash } from '../src/primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../src/primitives/empty-hashes.ts'
import { toHex } from '../src/primitives/hex.ts'
import { keccak256 } from '../src/primitives/keccak256.ts'
import type { TrieChange } from '../src/state/trie/trie-changes.ts'
import { updateSecureTrie } from '../src/state/trie/update-trie.ts'
import { type Bench, type BenchContext, type BenchRow, nanoseconds, speedup } from './bench.ts'
import { cpuTimeOf, type Sample, summarise } from './measure.ts'
import { NodeTable } from './node-table.ts'
import {
  accountWorkload,
  singleWorkload,
  slotWorkload,
  type TrieWorkload,
} from './trie-workloads.ts'

/** One commit of 10,000 slots by the peer takes seconds. */
const MAX_PEER_ROUNDS = 2
/** Enough for the compiler of JavaScript to have seen the code. */
const MAX_ROUNDS = 21
/** A small commit is repeated until a round has about so many changes. */
const CHANGES_PER_ROUND = 1000

interface Work extends TrieWorkload {
  readonly nodes: NodeTable
  readonly root: Hash
  readonly expected: string
  /** How often a round commits the same changes to the same trie. */
  readonly repetitions: number
}

/** A trie after a block that changed many of its leaves. */
export const stateCommit: Bench = {
  name: 'state-commit',
  describe: 'a trie from leaves of one block to its new root, in memory, against @ethereumjs/mpt',
  async run(context) {
    const rows: BenchRow[] = []
    for (const workload of [slotWorkload(), accountWorkload(), singleWorkload()]) {
      rows.push(await rowOf(context, workload))
    }
    return {
      rows,
      notes: [
        'Both keep encoded nodes in memory (ours in a table, the peer’s in its MapDB), start with the same nodes and end at the',
        'same root, which is checked.',
        'Times are CPU times of the process, garbage collection included: a commit is too long to hope for an undisturbed one.',
      ],
    }
  },
}

async function rowOf(context: BenchContext, workload: TrieWorkload): Promise<BenchRow> {
  context.progress(workload.name)
  const nodes = new NodeTable()
  const root = updateSecureTrie(nodes, EMPTY_TRIE_ROOT, workload.initial, nodes)
  const after = new NodeTable(nodes)
  const expected = toHex(updateSecureTrie(after, root, workload.changes, after))
  const repetitions = Math.ceil(CHANGES_PER_ROUND / workload.changes.length)
  const work = { ...workload, nodes, root, expected, repetitions }

  const ours = await ourTimes(context, work)
  const peer = await peerTimes(context, work, {})
  const peerWithOurHash = await peerTimes(context, work, { useKeyHashingFunction: keccak256 })
  const isGoal = workload.changes.length >= 10_000
  return {
    name: workload.name,
    figures: {
      gantry: nanoseconds(ours.min),
      'per change': nanoseconds(ours.min / workload.changes.length),
      mpt: nanoseconds(peer.min),
      'against mpt': speedup(ours.min, peer.min, isGoal ? { atLeast: 50 } : undefined),
      'against mpt with our keccak': speedup(ours.min, peerWithOurHash.min),
    },
  }
}

async function ourTimes(context: BenchContext, work: Work): Promise<Sample> {
  const { nodes, root, changes, repetitions } = work
  const times: number[] = []
  for (let round = 0; round < Math.min(MAX_ROUNDS, context.rounds); round++) {
    const tables = Array.from({ length: repetitions }, () => new NodeTable(nodes))
    const time = await cpuTimeOf(() => {
      for (const table of tables) updateSecureTrie(table, root, changes, table)
    })
    times.push(time / repetitions)
  }
  return summarise(times)
}

async function peerTimes(context: BenchContext, work: Work, options: MPTOpts): Promise<Sample> {
  const times: number[] = []
  const hex = hexNodes(work.nodes)
  for (let round = 0; round < Math.min(MAX_PEER_ROUNDS, context.rounds); round++) {
    const tries: MerklePatriciaTrie[] = []
    for (let i = 0; i < work.repetitions; i++) {
      tries.push(await peerTrie(work.repetitions === 1 ? new Map(hex) : hex, work.root, options))
    }
    const time = await cpuTimeOf(async () => {
      for (const trie of tries) await applyToPeer(trie, work.changes)
    })
    times.push(time / work.repetitions)
    for (const trie of tries) {
      const root = toHex(trie.root())
      if (root !== work.expected) throw new Error(`Roots differ: ${root}, ${work.expected}.`)
    }
  }
  return summarise(times)
}

function peerTrie(
  nodes: Map<string, Uint8Array>,
  root: Hash,
  options: MPTOpts,
): Promise<MerklePatriciaTrie> {
  const db = new MapDB<string, Uint8Array>(nodes)
  return createMPT({
    db,
    root,
    useKeyHashing: true,
    valueEncoding: ValueEncoding.Bytes,
    ...options,
  })
}

/** Puts the changes one by one and flushes them together, as its state manager does. */
async function applyToPeer(
  trie: MerklePatriciaTrie,
  changes: readonly TrieChange[],
): Promise<void> {
  trie.checkpoint()
  for (const { key, value } of changes) {
    if (value === undefined) await trie.del(key)
    else await trie.put(key, value)
  }
  await trie.commit()
}

/** The nodes by the keys that the peer reads and writes. */
function hexNodes(nodes: NodeTable): Map<string, Uint8Array> {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  return new Map(Array.from(nodes.entries(), ([hash, encoding]) => [hex(hash), encoding]))
}
