import { verifyMerkleProof } from '@ethereumjs/mpt'
import { RLP } from '@ethereumjs/rlp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toBytes32, toMinimalBytes } from '../../../src/primitives/big-endian.ts'
import { bytes32, type Hash } from '../../../src/primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../../src/primitives/empty-hashes.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { keccak256 } from '../../../src/primitives/keccak256.ts'
import { diffOfAllocation } from '../../../src/state/allocation.ts'
import { MapView } from '../../../src/state/map-view.ts'
import { State } from '../../../src/state/state.ts'
import type { StateDiff } from '../../../src/state/state-diff.ts'
import type { StateView } from '../../../src/state/state-view.ts'
import { MemoryStore } from '../../../src/state/store/memory-store.ts'
import { rangeOfPrefix, type Store, StoreBatch } from '../../../src/state/store/store.ts'
import { openWorld, type World } from '../../../src/state/world/world.ts'
import { metaKey, nodeKey, worldPrefix } from '../../../src/state/world/world-keys.ts'
import { contentsOfView, NaiveState } from '../naive-state.ts'
import { alice, allocation, bob, dave, KEYS, people, program, run } from '../random-program.ts'
import { addressOf, slotOf, word } from '../sample.ts'
import { peerStateTrie } from './peer-root.ts'

const deleted = { deleteTouchedEmpty: 'yes' } as const

async function commit(store: Store, world: World, diff: StateDiff): Promise<Hash> {
  const batch = new StoreBatch()
  const root = world.commit(diff, batch)
  await store.write(batch)
  return root
}

async function newWorld(): Promise<{ store: Store; world: World }> {
  const store = new MemoryStore()
  const world = openWorld(store)
  await commit(store, world, diffOfAllocation(allocation))
  return { store, world }
}

async function countOf(store: Store, prefix: number): Promise<number> {
  let count = 0
  for await (const _ of store.iterate(rangeOfPrefix(Uint8Array.of(prefix)))) count++
  return count
}

/** What the view says of the people, in the form of a MapView's contents. */
function copyOf(view: StateView): MapView {
  return new MapView(
    people.flatMap((address) => {
      const account = view.account(address)
      if (account === undefined) return []
      const storage = [0, 1, 2].map((key) => ({
        key: word(key),
        value: word(slotOf(view, address, key)),
      }))
      return [{ address, ...account, code: view.code(account.codeHash), storage }]
    }),
  )
}

/** The value that the proof shows, by @ethereumjs/mpt; of an empty trie nothing is proved, as its root says it all. */
async function proved(root: Hash, key: Uint8Array, proof: readonly Uint8Array[]) {
  if (proof.length > 0) return verifyMerkleProof(key, [...proof], { root, useKeyHashing: true })
  expect(root).toEqual(EMPTY_TRIE_ROOT)
  return null
}

async function expectProofs(world: World, root: Hash, view: MapView): Promise<void> {
  for (const address of people) {
    const proof = world.proof(address, [word(0), word(1), word(2)], root)
    const account = view.account(address)
    const fields = [
      toMinimalBytes(proof.nonce),
      toMinimalBytes(proof.balance),
      proof.storageHash,
      proof.codeHash,
    ]
    const leaf = await proved(root, address, proof.accountProof)
    expect(leaf).toEqual(account === undefined ? null : RLP.encode(fields))
    expect(proof).toMatchObject(account ?? { nonce: 0n, balance: 0n })
    for (const { key, value, proof: nodes } of proof.storageProof) {
      expect(value).toBe(BigInt(slotOf(view, address, Number(BigInt(toHex(key))))))
      const slot = await proved(proof.storageHash, key, nodes)
      expect(slot).toEqual(value === 0n ? null : RLP.encode(toMinimalBytes(value)))
    }
  }
}

describe('World', () => {
  it('begins with the empty state', () => {
    const world = openWorld(new MemoryStore())
    expect(world.stateRoot).toEqual(EMPTY_TRIE_ROOT)
    expect(world.view().account(alice)).toBeUndefined()
    expect(world.viewAt(EMPTY_TRIE_ROOT).account(alice)).toBeUndefined()
    expect(world.proof(alice, [word(1)], EMPTY_TRIE_ROOT).accountProof).toEqual([])
  })

  it('has the roots of @ethereumjs/mpt, the flat state, every past state and valid proofs', async () => {
    const blocks = fc.array(program, { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(blocks, async (transactions) => {
        const { store, world } = await newWorld()
        const model = new MapView(allocation)
        const past: { root: Hash; contents: unknown }[] = []
        for (const transaction of transactions) {
          const state = new State(world.view())
          run(state, new NaiveState(model, people, KEYS), transaction)
          const diff = state.finish(deleted)
          model.apply(diff)
          const root = await commit(store, world, diff)

          expect(world.stateRoot).toEqual(root)
          expect(toHex(root)).toBe(toHex((await peerStateTrie(model)).root()))
          const contents = contentsOfView(model, KEYS)
          expect(contentsOfView(copyOf(world.view()), KEYS)).toEqual(contents)
          past.push({ root, contents })
          await expectProofs(world, root, model)
        }
        for (const { root, contents } of past) {
          expect(contentsOfView(copyOf(world.viewAt(root)), KEYS)).toEqual(contents)
        }
        await world.sweep(1000)
        const slots = contentsOfView(model, KEYS).slots.length
        expect(await countOf(store, worldPrefix.slot)).toBe(slots)
        expect(await countOf(store, worldPrefix.garbage)).toBe(0)
        const dumped = []
        for await (const account of world.dump()) dumped.push(account)
        expect(contentsOfView(new MapView(dumped), KEYS)).toEqual(contentsOfView(model, KEYS))
      }),
      { numRuns: 60 },
    )
  })

  it('leaves no trace of a commit whose batch is never written', async () => {
    const { store, world } = await newWorld()
    const root = world.stateRoot
    const diff = (nonce: bigint, on = world) => {
      const state = new State(on.view())
      state.setNonce(dave, nonce)
      state.setStorage(dave, word(1), 0, word(1), 0)
      return state.finish(deleted)
    }
    world.commit(diff(1n), new StoreBatch())
    expect(world.stateRoot).toEqual(root)
    expect(world.view().account(dave)).toBeUndefined()

    const { store: other, world: fresh } = await newWorld()
    const expected = await commit(other, fresh, diff(2n, fresh))
    expect(await commit(store, world, diff(2n))).toEqual(expected)
  })

  it('clears a storage without touching its slots, and sweeps them in steps', async () => {
    const store = new MemoryStore()
    const world = openWorld(store)
    const storage = Array.from({ length: 100 }, (_, i) => ({ key: word(i), value: word(i + 1) }))
    await commit(store, world, diffOfAllocation([{ address: alice, balance: 1n, storage }]))
    const clear = { address: alice, account: undefined, storageCleared: true, storage: [] }
    const batch = new StoreBatch()
    world.commit({ accounts: [clear], codes: [] }, batch)
    expect([...batch.changes()].length).toBeLessThan(10)
    await store.write(batch)

    expect(world.view().hasStorage(alice)).toBe(false)
    expect(await countOf(store, worldPrefix.slot)).toBe(100)
    expect(await world.sweep(60)).toBe(60)
    expect(await countOf(store, worldPrefix.slot)).toBe(40)
    expect(await world.sweep(60)).toBe(40)
    expect(await world.sweep(60)).toBe(0)
    expect(await countOf(store, worldPrefix.garbage)).toBe(0)
  })

  it('writes a number of entries that depends on the block and not on the state', async () => {
    const store = new MemoryStore()
    const world = openWorld(store)
    const many = Array.from({ length: 3000 }, (_, i) => ({
      address: addressOf(i + 1),
      balance: 1n,
    }))
    await commit(store, world, diffOfAllocation(many))
    const state = new State(world.view())
    state.addBalance(addressOf(5), 1n)
    const batch = new StoreBatch()
    world.commit(state.finish(deleted), batch)
    expect([...batch.changes()].length).toBeLessThan(12)
  })

  it('names the root that no state has', async () => {
    const { world } = await newWorld()
    const root = keccak256(Uint8Array.of(1))
    expect(world.hasState(root)).toBe(false)
    const missing = expect.objectContaining({ code: 'TRIE_NODE_MISSING', hash: root, depth: 0 })
    expect(() => world.viewAt(root).account(alice)).toThrow(missing)
    expect(() => world.proof(alice, [], root)).toThrow(missing)
  })

  it('reads values of any length, at any offset', async () => {
    const store = new MemoryStore()
    const world = openWorld(store)
    const value = bytes32(toBytes32(2n ** 256n - 1n))
    const storage = [
      { key: word(1), value },
      { key: word(2), value: word(0x7f) },
      { key: word(3), value: word(0x80) },
    ]
    await commit(store, world, diffOfAllocation([{ address: bob, balance: 1n, storage }]))
    for (const view of [world.view(), world.viewAt(world.stateRoot)]) {
      const target = new Uint8Array(40).fill(9)
      view.storage(bob, Uint8Array.of(7, ...word(1)), 1, target, 4)
      expect(target).toEqual(Uint8Array.of(9, 9, 9, 9, ...value, 9, 9, 9, 9))
      expect([slotOf(view, bob, 2), slotOf(view, bob, 3), slotOf(view, bob, 4)]).toEqual([
        0x7f, 0x80, 0,
      ])
    }
  })

  it('refuses a format it does not know', async () => {
    const { store } = await newWorld()
    const batch = new StoreBatch()
    batch.put(metaKey('format'), Buffer.from('2'))
    await store.write(batch)
    expect(() => openWorld(store)).toThrow(
      expect.objectContaining({ code: 'STORE_FORMAT', found: '2', expected: '1' }),
    )
  })

  it('says that a trie node is damaged instead of making a state of it', async () => {
    const store = new MemoryStore()
    const world = openWorld(store)
    const root = await commit(store, world, diffOfAllocation(allocation))
    const key = nodeKey(root)
    const damaged = store.get(key)?.slice() ?? new Uint8Array(0)
    damaged[damaged.length - 2] = (damaged[damaged.length - 2] ?? 0) ^ 1
    const batch = new StoreBatch()
    batch.put(key, damaged)
    await store.write(batch)
    const damage = expect.objectContaining({ code: 'STORE_CORRUPT' })
    expect(() => world.proof(alice, [], root)).toThrow(damage)
    expect(() => openWorld(store)).toThrow(damage)
  })

  it('says that the store is damaged when the last root is gone', async () => {
    const { store, world } = await newWorld()
    const batch = new StoreBatch()
    batch.remove(Uint8Array.of(worldPrefix.node, ...world.stateRoot))
    await store.write(batch)
    expect(() => openWorld(store)).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }))
  })

  it('says which code is missing', async () => {
    const { store, world } = await newWorld()
    const hash = world.view().account(alice)?.codeHash ?? EMPTY_TRIE_ROOT
    const batch = new StoreBatch()
    batch.remove(Uint8Array.of(worldPrefix.code, ...hash))
    await store.write(batch)
    expect(() => new State(world.view()).code(alice)).toThrow(
      expect.objectContaining({ code: 'CODE_MISSING', codeHash: hash }),
    )
  })
})
