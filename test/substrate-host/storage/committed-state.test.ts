import { decodeProof, destroyWorker } from '@acala-network/chopsticks-core'
import { afterAll, describe, expect, it } from 'vitest'
import { type Hex, toHex } from '../../../src/primitives/hex.ts'
import { MemoryStore } from '../../../src/state/index.ts'
import { childRootKey } from '../../../src/substrate-host/overlay/child-storage-key.ts'
import type { CommittedState } from '../../../src/substrate-host/storage/committed-state.ts'
import { StateStore } from '../../../src/substrate-host/storage/state-store.ts'
import type { StorageChange } from '../../../src/substrate-host/storage-changes.ts'

afterAll(() => destroyWorker())

const CHILD = Uint8Array.of(9, 9)

/** Keys that share prefixes, with values that lie in their nodes, in embedded nodes, and behind nodes. */
const entries: readonly StorageChange[] = Array.from({ length: 300 }, (_, index) => ({
  key: Uint8Array.of(index % 7, index % 11, index >> 8, index & 0xff),
  value: new Uint8Array([1, 30, 33, 200][index % 4] ?? 0).fill(index),
}))

async function stateOf(version: 0 | 1): Promise<CommittedState> {
  const states = await StateStore.open(new MemoryStore(), { keep: 'recent', blocks: 4, stride: 2 })
  const children = [{ child: CHILD, changes: entries }]
  const changes = { top: entries, children, offchainIndex: [], transactionIndex: [] }
  return states.writeGenesis(changes, version)
}

/** What smoldot reads out of a proof. */
async function provenValues(root: Uint8Array, nodes: readonly Uint8Array[]) {
  const decoded = await decodeProof(toHex(root), nodes.map(toHex))
  return new Map<string, string | null>(Object.entries(decoded))
}

describe('CommittedState.proof', () => {
  for (const version of [0, 1] as const) {
    it(`proves values to smoldot, version ${version}`, async () => {
      const state = await stateOf(version)
      const asked = [entries[3], entries[100], entries[299]] as readonly StorageChange[]
      const proof = state.proof(asked.map(({ key }) => key))
      expect(proof.length).toBeLessThan(30)
      const values = await provenValues(state.root, proof)
      for (const { key, value } of asked) {
        expect(values.get(toHex(key))).toBe(toHex(value ?? new Uint8Array(0)))
      }
    })

    it(`proves values of a child trie to smoldot, version ${version}`, async () => {
      const state = await stateOf(version)
      const { key, value } = entries[42] as StorageChange
      const nodes = state.proof([key], CHILD)
      const root = state.get(childRootKey(CHILD)) as Uint8Array
      const whole = await provenValues(state.root, nodes)
      expect(whole.get(toHex(childRootKey(CHILD)))).toBe(toHex(root))
      const values = await provenValues(root, nodes)
      expect(values.get(toHex(key))).toBe(toHex(value ?? new Uint8Array(0)) satisfies Hex)
    })
  }
})
