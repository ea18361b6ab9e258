import { createMPT, type MerklePatriciaTrie, type MPTOpts } from '@ethereumjs/mpt'
import { MapDB, ValueEncoding } from '@ethereumjs/util'
import { toBytes32 } from '../src/primitives/big-endian.ts'
import type { Bytes32, Hash } from '../src/primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../src/primitives/empty-hashes.ts'
import { toHex } from '../src/primitives/hex.ts'
import { keccak256 } from '../src/primitives/keccak256.ts'
import { encodeRlp } from '../src/primitives/rlp.ts'
import { updateSecureTrie } from '../src/state/trie/update-trie.ts'
import { type Bench, type BenchContext, nanoseconds, speedup } from './bench.ts'
import { cpuTimeOf, type Sample, summarise } from './measure.ts'
import { NodeTable } from './node-table.ts'

const SLOTS = 50_000
const CHANGES = 10_000
/** One commit by the peer takes seconds. */
const MAX_PEER_ROUNDS = 2
const MAX_ROUNDS = 9

interface SlotChange {
  readonly key: Bytes32
  /** Zero clears the slot. */
  readonly value: Bytes32
}

/** The storage trie of one account after a block that changed many of its slots. */
export const stateCommit: Bench = {
  name: 'state-commit',
  describe: `${CHANGES} changed slots in a storage trie of ${SLOTS}, from slots and values to the new root, against @ethereumjs/mpt`,
  async run(context) {
    const nodes = new NodeTable()
    const root = commit(nodes, EMPTY_TRIE_ROOT, initialSlots())
    const changes = changedSlots()
    const expected = toHex(commit(new NodeTable(nodes), root, changes))

    const ours = await ourTimes(context, nodes, root, changes)
    const peer = await peerTimes(context, { nodes, root, changes, expected }, {})
    const peerWithOurHash = await peerTimes(
      context,
      { nodes, root, changes, expected },
      { useKeyHashingFunction: keccak256 },
    )
    return {
      rows: [
        {
          name: `commit ${CHANGES} slots`,
          figures: {
            gantry: nanoseconds(ours.min),
            'per slot': nanoseconds(ours.min / CHANGES),
            mpt: nanoseconds(peer.min),
            'against mpt': speedup(ours.min, peer.min, { atLeast: 50 }),
            'against mpt with our keccak': speedup(ours.min, peerWithOurHash.min),
          },
        },
      ],
      notes: [
        'Both keep encoded nodes in memory (ours in a table, the peer’s in its MapDB), start with the same nodes and end at the',
        'same root, which is checked.',
        'Times are CPU times of the process, garbage collection included: a commit is too long to hope for an undisturbed one.',
      ],
    }
  },
}

async function ourTimes(
  context: BenchContext,
  nodes: NodeTable,
  root: Hash,
  changes: readonly SlotChange[],
): Promise<Sample> {
  context.progress('commit by gantry')
  const times: number[] = []
  for (let round = 0; round < Math.min(MAX_ROUNDS, context.rounds); round++) {
    const copy = new NodeTable(nodes)
    times.push(await cpuTimeOf(() => void commit(copy, root, changes)))
  }
  return summarise(times)
}

function commit(nodes: NodeTable, root: Hash, changes: readonly SlotChange[]): Hash {
  const trieChanges = changes.map(({ key, value }) => ({ key, value: leafValue(value) }))
  return updateSecureTrie(nodes, root, trieChanges, nodes)
}

/** What the trie holds for a slot: the RLP encoding of the value without leading zeros. */
function leafValue(value: Bytes32): Uint8Array | undefined {
  const start = value.findIndex((byte) => byte !== 0)
  return start < 0 ? undefined : encodeRlp(value.subarray(start))
}

interface Work {
  readonly nodes: NodeTable
  readonly root: Hash
  readonly changes: readonly SlotChange[]
  readonly expected: string
}

async function peerTimes(context: BenchContext, work: Work, options: MPTOpts): Promise<Sample> {
  const times: number[] = []
  for (let round = 0; round < Math.min(MAX_PEER_ROUNDS, context.rounds); round++) {
    context.progress('commit by @ethereumjs/mpt')
    const db = new MapDB<string, Uint8Array>(hexNodes(work.nodes))
    const trie = await createMPT({
      db,
      root: work.root,
      useKeyHashing: true,
      valueEncoding: ValueEncoding.Bytes,
      ...options,
    })
    times.push(await cpuTimeOf(() => applyToPeer(trie, work.changes)))
    const root = toHex(trie.root())
    if (root !== work.expected) throw new Error(`Roots differ: ${root}, ${work.expected}.`)
  }
  return summarise(times)
}

async function applyToPeer(
  trie: MerklePatriciaTrie,
  changes: readonly SlotChange[],
): Promise<void> {
  trie.checkpoint()
  for (const { key, value } of changes) {
    const leaf = leafValue(value)
    if (leaf === undefined) await trie.del(key)
    else await trie.put(key, leaf)
  }
  await trie.commit()
}

/** The nodes by the keys that the peer reads and writes. */
function hexNodes(nodes: NodeTable): Map<string, Uint8Array> {
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  return new Map(Array.from(nodes.entries(), ([hash, encoding]) => [hex(hash), encoding]))
}

function initialSlots(): SlotChange[] {
  return Array.from({ length: SLOTS }, (_, i) => ({
    key: toBytes32(BigInt(i)),
    value: toBytes32(BigInt(i) ** 5n + 1n),
  }))
}

/** Seven of ten change a slot, two fill a new one, one clears one. */
function changedSlots(): SlotChange[] {
  return Array.from({ length: CHANGES }, (_, i) => {
    const isNew = i % 10 >= 8
    const key = toBytes32(BigInt(isNew ? SLOTS + i : (i * 7919) % SLOTS))
    const value = i % 10 === 0 ? 0n : BigInt(i) ** 4n * 1_000_003n + 7n
    return { key, value: toBytes32(value) }
  })
}
