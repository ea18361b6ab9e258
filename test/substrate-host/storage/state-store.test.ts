import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hash } from '../../../src/primitives/bytes32.ts'
import { fromHex, toHex } from '../../../src/primitives/hex.ts'
import { MemoryStore, StoreBatch } from '../../../src/state/index.ts'
import { childRootKey } from '../../../src/substrate-host/overlay/child-storage-key.ts'
import type { CommittedState } from '../../../src/substrate-host/storage/committed-state.ts'
import { StateStore } from '../../../src/substrate-host/storage/state-store.ts'
import type { StorageChange, StorageChanges } from '../../../src/substrate-host/storage-changes.ts'
import { referenceRoot } from '../trie/reference-root.ts'

/** Hex of keys without prefix, and their values. */
type Model = ReadonlyMap<string, Uint8Array>

/** A state as maps. */
interface ModelState {
  readonly top: Model
  readonly children: ReadonlyMap<string, Model>
}

interface PastState {
  readonly root: Hash
  readonly model: ModelState
}

const EMPTY: ModelState = { top: new Map(), children: new Map() }
const OPTIONS = { keep: 'recent', blocks: 3, stride: 2 } as const

const key = fc
  .array(fc.constantFrom(0, 1, 0x10, 0x11, 0xff), { minLength: 1, maxLength: 4 })
  .map((bytes) => Uint8Array.from(bytes))
// Few values, so that nodes that were removed come back.
const value = fc.constantFrom(1, 31, 32, 33, 80).map((length) => new Uint8Array(length).fill(7))
const change = fc.record({ key, value: fc.option(value, { nil: undefined }) })
const child = fc.constantFrom(Uint8Array.of(1), Uint8Array.of(1, 2), new Uint8Array(0))
const block = fc.record({
  top: fc.array(change, { maxLength: 6 }),
  child: fc.option(fc.tuple(child, fc.array(change, { maxLength: 5 })), { nil: undefined }),
})
type BlockChanges = typeof block extends fc.Arbitrary<infer Changes> ? Changes : never
const step = fc.oneof(
  { weight: 8, arbitrary: block },
  { weight: 1, arbitrary: fc.constant('reopen' as const) },
  { weight: 1, arbitrary: fc.record({ back: fc.integer({ min: 1, max: 3 }) }) },
)

function changesOf({ top, child }: BlockChanges): StorageChanges {
  const children = child === undefined ? [] : [{ child: child[0], changes: sorted(child[1]) }]
  return { top: sorted(top), children, offchainIndex: [], transactionIndex: [] }
}

/** The last change of each key, in the order of the keys. */
function sorted(changes: readonly StorageChange[]): readonly StorageChange[] {
  const last = new Map(changes.map((one) => [toHex(one.key), one]))
  return [...last].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, one]) => one)
}

function applied(model: Model, changes: readonly StorageChange[]): Model {
  const after = new Map(model)
  for (const { key, value } of changes) {
    if (value === undefined) after.delete(nameOf(key))
    else after.set(nameOf(key), value)
  }
  return after
}

function nextModel(model: ModelState, { top, children }: StorageChanges): ModelState {
  const below = new Map(model.children)
  for (const { child, changes } of children) {
    below.set(nameOf(child), applied(below.get(nameOf(child)) ?? new Map(), changes))
  }
  return { top: applied(model.top, top), children: below }
}

function nameOf(bytes: Uint8Array): string {
  return toHex(bytes).slice(2)
}

/** The state by the words of the specification, from nothing. */
function rootOf({ top, children }: ModelState): string {
  const whole = new Map(top)
  for (const [child, inside] of children) {
    if (inside.size === 0) continue
    whole.set(nameOf(childRootKey(fromHex(child))), referenceRoot(inside, 1))
  }
  return toHex(referenceRoot(whole, 1))
}

function expectState(state: CommittedState, model: ModelState): void {
  expect(toHex(state.root)).toBe(rootOf(model))
  for (const [name, bytes] of model.top) expect(state.get(fromHex(name))).toEqual(bytes)
  for (const [child, inside] of model.children) {
    const keys: string[] = []
    let at: Uint8Array | undefined = new Uint8Array(0)
    for (;;) {
      at = state.childNextKey(fromHex(child), at)
      if (at === undefined) break
      keys.push(nameOf(at))
      expect(state.childGet(fromHex(child), at)).toEqual(inside.get(nameOf(at)))
    }
    expect(keys).toEqual([...inside.keys()].sort())
  }
}

/** A chain of states, as a chain of blocks drives it. */
class Chain {
  readonly #store = new MemoryStore()
  #states: StateStore | undefined
  #past: PastState[] = []
  #highest = 0

  async open(): Promise<void> {
    this.#states = await StateStore.open(this.#store, OPTIONS)
    if (this.#past.length > 0) return
    const genesis = await this.states.writeGenesis(changesOf({ top: [], child: undefined }), 1)
    this.#past.push({ root: genesis.root, model: EMPTY })
  }

  get states(): StateStore {
    if (this.#states === undefined) throw new Error('not open')
    return this.#states
  }

  get number(): number {
    return this.#past.length - 1
  }

  async add(changes: StorageChanges): Promise<void> {
    const { root, model } = this.#past[this.number] as PastState
    const next = this.states.stateAt(root).next(changes, 1)
    const batch = new StoreBatch()
    this.states.append(batch, this.number + 1, next, this.number - 1)
    await this.#store.write(batch)
    this.states.settle(next.state)
    this.#past.push({ root: next.state.root, model: nextModel(model, changes) })
    this.#highest = Math.max(this.#highest, this.number)
  }

  async revert(back: number): Promise<void> {
    const number = Math.max(this.number - back, this.states.oldestRevertible)
    const batch = new StoreBatch()
    this.states.revert(batch, number)
    await this.#store.write(batch)
    this.#past = this.#past.slice(0, number + 1)
  }

  /** Every state that has to be there is there. */
  expectPast(): void {
    expect(this.states.oldest).toBeLessThanOrEqual(Math.max(0, this.#highest - OPTIONS.blocks))
    for (const { root, model } of this.#past.slice(this.states.oldest)) {
      expectState(this.states.stateAt(root), model)
    }
  }

  /** The nodes in the store. */
  async nodes(): Promise<string[]> {
    const range = { from: Uint8Array.of(0x63), to: Uint8Array.of(0x6f) } // c to n
    const names: string[] = []
    for await (const { key } of this.#store.iterate(range)) {
      if (key[0] === 0x63 || key[0] === 0x6e) names.push(toHex(key))
    }
    return names
  }
}

describe('StateStore', () => {
  it('reads every state of the last blocks, also after a restart and after going back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (steps) => {
        const chain = new Chain()
        await chain.open()
        for (const one of steps) {
          if (one === 'reopen') await chain.open()
          else if ('back' in one) await chain.revert(one.back)
          else await chain.add(changesOf(one))
          chain.expectPast()
        }
      }),
      { numRuns: 15 },
    )
  })

  it('keeps of old states what younger ones need, and no more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(block, { minLength: 4, maxLength: 20 }), async (blocks) => {
        const chain = new Chain()
        await chain.open()
        for (const one of blocks) await chain.add(changesOf(one))
        // Blocks that change nothing: all rows become entries in the end.
        for (let i = 0; i < 12; i++) await chain.add(changesOf({ top: [], child: undefined }))
        const fresh = new Chain()
        await fresh.open()
        const final = blocks.map(changesOf).reduce(nextModel, EMPTY)
        await fresh.add(wholeOf(final))
        for (let i = 0; i < 12; i++) await fresh.add(changesOf({ top: [], child: undefined }))
        expect(await chain.nodes()).toEqual(await fresh.nodes())
      }),
      { numRuns: 40 },
    )
  })
})

/** The changes that make a state out of nothing. */
function wholeOf({ top, children }: ModelState): StorageChanges {
  const changes = (model: Model): StorageChange[] =>
    [...model].map(([name, value]) => ({ key: fromHex(name), value }))
  return {
    top: changes(top),
    children: [...children].map(([child, inside]) => ({
      child: fromHex(child),
      changes: changes(inside),
    })),
    offchainIndex: [],
    transactionIndex: [],
  }
}
