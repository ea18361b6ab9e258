import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameOfKey } from '../../../src/substrate-host/key-name.ts'
import { childRootKey } from '../../../src/substrate-host/overlay/child-storage-key.ts'
import { NoOpenTransactionError } from '../../../src/substrate-host/overlay/no-open-transaction-error.ts'
import { Overlay } from '../../../src/substrate-host/overlay/overlay.ts'
import { MapStorage, name } from '../map-storage.ts'
import { OverlayModel } from './model.ts'

const CHILD = Uint8Array.of(7)
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text))

const key = fc.uint8Array({ maxLength: 4, min: 0x61, max: 0x63 })
const prefix = fc.uint8Array({ minLength: 1, maxLength: 2, min: 0x61, max: 0x63 })
/** None begins with a compact length, so that an append replaces it. */
const value = fc
  .uint8Array({ maxLength: 4 })
  .map(([first = 0, ...rest]) => Uint8Array.of(first | 3, ...rest))
const vector = fc.integer({ min: 0, max: 5 }).map((count) => Uint8Array.of(count * 4, count))
const range = fc.record({
  limit: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
  cursor: fc.constant(undefined),
})

// biome-ignore format: table
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('get' as const), key }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('nextKey' as const), key }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('set' as const), key, value: fc.oneof(value, vector, fc.constant(undefined)) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('append' as const), key, value }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), prefix, range }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('start' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('commit' as const, 'rollback' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** The same operations on the state trie and on a child trie of an overlay. */
interface Trie {
  get(key: Uint8Array): Uint8Array | undefined
  nextKey(key: Uint8Array): Uint8Array | undefined
  set(key: Uint8Array, value: Uint8Array | undefined): void
  append(key: Uint8Array, value: Uint8Array): void
  remove: OverlayModel['remove']
  changes(): readonly { readonly key: Uint8Array; readonly value: Uint8Array | undefined }[]
}

function stateTrie(overlay: Overlay): Trie {
  return {
    get: (key) => overlay.get(key),
    nextKey: (key) => overlay.nextKey(key),
    set: (key, value) => overlay.set(key, value),
    append: (key, item) => overlay.append(nameOfKey(key), item),
    remove: (prefix, range) => overlay.removePrefix(prefix, range),
    changes: () => overlay.changes().top,
  }
}

/** A child trie has no append of its own. */
function childTrie(overlay: Overlay): Trie {
  return {
    get: (key) => overlay.childGet(CHILD, key),
    nextKey: (key) => overlay.childNextKey(CHILD, key),
    set: (key, value) => overlay.childSet(CHILD, key, value),
    append: () => undefined,
    remove: (prefix, range) => overlay.childRemovePrefix(CHILD, prefix, range),
    changes: () => overlay.changes().children[0]?.changes ?? [],
  }
}

function run(step: Step, trie: Trie, overlay: Overlay, model: OverlayModel): void {
  switch (step.kind) {
    case 'get':
      expect(trie.get(step.key)).toEqual(model.get(step.key))
      break
    case 'nextKey':
      expect(trie.nextKey(step.key)).toEqual(model.nextKey(step.key))
      break
    case 'set':
      trie.set(step.key, step.value)
      model.set(step.key, step.value)
      break
    case 'append':
      trie.append(step.key, step.value)
      model.append(step.key, step.value)
      break
    case 'remove':
      expect(trie.remove(step.prefix, step.range)).toEqual(model.remove(step.prefix, step.range))
      break
    case 'start':
      overlay.startTransaction()
      model.start()
      break
    default:
      if (model.depth === 0) return
      if (step.kind === 'commit') overlay.commitTransaction()
      else overlay.rollbackTransaction()
      model[step.kind]()
  }
}

describe('Overlay', () => {
  const below = fc
    .array(fc.tuple(key, fc.oneof(value, vector)), { maxLength: 15 })
    .map((entries) => new Map(entries.map(([key, value]) => [name(key), value])))

  it('does with the state trie what copies of maps do', () => {
    const property = fc.property(
      below,
      fc.array(step, { maxLength: 120, size: 'max' }),
      (values, steps) => {
        const state = new MapStorage(values)
        const overlay = new Overlay(state, state)
        const model = new OverlayModel(values)
        const trie = stateTrie(overlay)
        for (const each of steps) run(each, trie, overlay, model)
        expect(trie.changes().map(({ key, value }) => [name(key), value])).toEqual([
          ...model.changes,
        ])
      },
    )
    fc.assert(property, { numRuns: 300 })
  })

  it('does with a child trie what copies of maps do', () => {
    const property = fc.property(
      below,
      fc.array(step, { maxLength: 120, size: 'max' }),
      (values, steps) => {
        const state = new MapStorage(new Map(), new Map([[name(CHILD), values]]))
        const overlay = new Overlay(state, state)
        const model = new OverlayModel(values)
        const trie = childTrie(overlay)
        for (const each of steps) if (each.kind !== 'append') run(each, trie, overlay, model)
        expect(trie.changes().map(({ key, value }) => [name(key), value])).toEqual([
          ...model.changes,
        ])
      },
    )
    fc.assert(property, { numRuns: 200 })
  })

  it('goes on with a removal from its cursor', () => {
    const keys = ['a1', 'a2', 'a3', 'a4', 'a5', 'b1'].map(bytes)
    const state = new MapStorage(new Map(keys.map((key) => [name(key), key])))
    const overlay = new Overlay(state, state)
    overlay.set(bytes('a0'), bytes('only here'))
    const first = overlay.removePrefix(bytes('a'), { limit: 2, cursor: undefined })
    expect(first).toEqual({ cursor: bytes('a3'), backend: 2, unique: 3, loops: 2 })
    const second = overlay.removePrefix(bytes('a'), { limit: 2, cursor: first.cursor })
    expect(second).toEqual({ cursor: bytes('a5'), backend: 2, unique: 2, loops: 2 })
    const last = overlay.removePrefix(bytes('a'), { limit: 2, cursor: second.cursor })
    expect(last).toEqual({ cursor: undefined, backend: 1, unique: 1, loops: 1 })
    expect(overlay.nextKey(new Uint8Array(0))).toEqual(bytes('b1'))
  })

  it('does not remove by a prefix that roots of child tries may have', () => {
    const root = childRootKey(CHILD)
    const state = new MapStorage(new Map([[name(root), new Uint8Array(32)]]))
    const overlay = new Overlay(state, state)
    for (const prefix of ['', ':', ':child_storage:', ':child_storage:default:']) {
      const removal = overlay.removePrefix(bytes(prefix), { limit: undefined, cursor: undefined })
      expect(removal.unique).toBe(0)
    }
    expect(overlay.get(root)).toEqual(new Uint8Array(32))
  })

  it('gives the root of a child trie as a value of the state from then on', () => {
    const state = new MapStorage()
    const overlay = new Overlay(state, state)
    overlay.childSet(CHILD, bytes('a'), bytes('1'))
    expect(overlay.get(childRootKey(CHILD))).toBeUndefined()
    const root = overlay.childRoot(CHILD, 1)
    expect(root).toHaveLength(32)
    expect(overlay.get(childRootKey(CHILD))).toEqual(root)
    overlay.childSet(CHILD, bytes('a'), undefined)
    expect(overlay.childRoot(CHILD, 1)).toBeUndefined()
    expect(overlay.get(childRootKey(CHILD))).toBeUndefined()
  })

  it('keeps transactions of others closed to a runtime, and rolls back what it leaves open', () => {
    const state = new MapStorage()
    const overlay = new Overlay(state, state)
    overlay.startTransaction()
    overlay.set(bytes('a'), bytes('outside'))
    overlay.insideRuntime(() => {
      expect(() => overlay.commitTransaction()).toThrow(NoOpenTransactionError)
      expect(() => overlay.rollbackTransaction()).toThrow(NoOpenTransactionError)
      overlay.startTransaction()
      overlay.set(bytes('a'), bytes('inside'))
      overlay.startTransaction()
      overlay.set(bytes('b'), bytes('inside'))
    })
    expect(overlay.depth).toBe(1)
    expect(overlay.get(bytes('a'))).toEqual(bytes('outside'))
    expect(overlay.get(bytes('b'))).toBeUndefined()
    overlay.commitTransaction()
    expect(() => overlay.commitTransaction()).toThrow(NoOpenTransactionError)
  })

  it('gives the same changes as long as nothing changes, and they stay as they were', () => {
    const state = new MapStorage()
    const overlay = new Overlay(state, state)
    const name = nameOfKey(Uint8Array.of(1))
    const item = Uint8Array.of(2)
    overlay.append(name, item)
    const before = overlay.changes()
    expect(overlay.changes()).toBe(before)
    overlay.append(name, item)
    expect(before.top).toEqual([{ key: Uint8Array.of(1), value: Uint8Array.of(4, 2) }])
    expect(overlay.changes().top).toEqual([
      { key: Uint8Array.of(1), value: Uint8Array.of(8, 2, 2) },
    ])
  })

  it('rolls the off-chain index back, and lists it apart', () => {
    const state = new MapStorage()
    const overlay = new Overlay(state, state)
    overlay.setOffchain(bytes('kept'), bytes('1'))
    overlay.startTransaction()
    overlay.setOffchain(bytes('lost'), bytes('2'))
    overlay.rollbackTransaction()
    const { top, offchainIndex } = overlay.changes()
    expect(top).toEqual([])
    expect(offchainIndex).toEqual([{ key: bytes('kept'), value: bytes('1') }])
  })
})
