import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes } from '../../../src/primitives/concat-bytes.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { StateTrie, type StateVersion } from '../../../src/substrate-host/trie/state-trie.ts'
import type { TrieChanges, TrieKey } from '../../../src/substrate-host/trie/trie-change.ts'
import { type TrieBackend, TrieLoader } from '../../../src/substrate-host/trie/trie-loader.ts'
import { TrieNodeMissingError } from '../../../src/substrate-host/trie/trie-node-missing-error.ts'
import { blake2, referenceRoot } from './reference-root.ts'

/** A store that refuses what a pruned or torn one would have lost. */
class MapBackend implements TrieBackend {
  readonly entries = new Map<string, Uint8Array>()
  readonly hash = blake2

  load(path: Uint8Array, depth: number, hash: Uint8Array): Uint8Array | undefined {
    return this.entries.get(nameOf({ path: path.subarray(0, depth), hash }))
  }

  apply({ insertions, removals }: TrieChanges): void {
    for (const key of removals) expect(this.entries.delete(nameOf(key))).toBe(true)
    for (const insertion of insertions) {
      this.entries.set(nameOf(insertion), concatBytes([insertion.encoding, insertion.behind]))
    }
  }
}

function nameOf({ path, hash }: TrieKey): string {
  return `${[...path].join(',')}/${toHex(hash)}`
}

function trieOver(backend: TrieBackend, root?: Uint8Array): StateTrie {
  return StateTrie.at(new TrieLoader(backend), root)
}

function hexOf(bytes: Uint8Array | undefined): string | undefined {
  return bytes && toHex(bytes)
}

/** All keys but the empty one, which is above none. */
function keysOf(trie: StateTrie): string[] {
  const keys: string[] = []
  let key: Uint8Array | undefined = new Uint8Array(0)
  for (key = trie.nextKey(key); key !== undefined; key = trie.nextKey(key)) {
    keys.push(toHex(key).slice(2))
  }
  return keys
}

function differencesOf(
  before: ReadonlyMap<string, Uint8Array>,
  after: ReadonlyMap<string, Uint8Array>,
): readonly (readonly [string, string | undefined, string | undefined])[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((name) => [name, hexOf(before.get(name)), hexOf(after.get(name))] as const)
    .filter(([, from, to]) => from !== to)
}

const short = fc.uint8Array({ minLength: 0, maxLength: 3 })
// Few different bytes, so that keys share prefixes and are prefixes of each other.
const key = fc.oneof(
  fc
    .array(fc.constantFrom(0, 1, 0x10, 0x11, 0xff), { maxLength: 5 })
    .map((bytes) => Uint8Array.from(bytes)),
  short,
  fc.integer({ min: 30, max: 300 }).map((length) => new Uint8Array(length).fill(0x22)),
)
const value = fc.oneof(
  fc
    .constantFrom(0, 1, 27, 28, 31, 32, 33, 64, 200)
    .map((length) => new Uint8Array(length).fill(length)),
  fc.uint8Array({ maxLength: 70 }),
)
const change = fc.record({ key, value: fc.option(value, { nil: undefined }) })
const blocks = fc.array(fc.array(change, { maxLength: 12 }), { minLength: 1, maxLength: 8 })
const versions: readonly StateVersion[] = [0, 1]

describe('StateTrie', () => {
  // The root of the empty state is on every explorer: of a chain without genesis.
  it('has the known root when it is empty', () => {
    const { root } = trieOver(new MapBackend()).commit()
    expect(toHex(root)).toBe('0x03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314')
  })

  for (const version of versions) {
    it(`has the roots of the specification after each block, version ${version}`, () => {
      fc.assert(
        fc.property(blocks, fc.boolean(), (changes, forgets) => {
          const backend = new MapBackend()
          let trie = trieOver(backend)
          const state = new Map<string, Uint8Array>()
          for (const block of changes) {
            for (const { key, value } of block) {
              const name = toHex(key).slice(2)
              if (value === undefined) {
                state.delete(name)
                trie.remove(key)
              } else {
                state.set(name, value)
                trie.insert(key, value, version)
              }
              expect(hexOf(trie.get(key))).toBe(hexOf(value))
            }
            const committed = trie.commit()
            backend.apply(committed)
            expect(toHex(committed.root)).toBe(toHex(referenceRoot(state, version)))
            if (forgets) trie = trieOver(backend, committed.root)
          }
        }),
        { numRuns: 100 },
      )
    })
  }

  it('keeps in the store what the state needs, and no more', () => {
    fc.assert(
      fc.property(blocks, (changes) => {
        const backend = new MapBackend()
        const trie = trieOver(backend)
        const state = new Map<string, Uint8Array>()
        for (const block of changes) {
          for (const { key, value } of block) {
            if (value === undefined) state.delete(String(key))
            else state.set(String(key), value)
            if (value === undefined) trie.remove(key)
            else trie.insert(key, value, 1)
          }
          backend.apply(trie.commit())
        }
        const fresh = new MapBackend()
        const anew = trieOver(fresh)
        for (const [name, bytes] of state) {
          anew.insert(Uint8Array.from(name === '' ? [] : name.split(',').map(Number)), bytes, 1)
        }
        fresh.apply(anew.commit())
        expect([...backend.entries.keys()].sort()).toEqual([...fresh.entries.keys()].sort())
      }),
      { numRuns: 100 },
    )
  })

  it('keeps the trie that another one was forked from', () => {
    fc.assert(
      fc.property(blocks, (changes) => {
        const backend = new MapBackend()
        const past: {
          readonly trie: StateTrie
          readonly state: ReadonlyMap<string, Uint8Array>
        }[] = []
        let trie = trieOver(backend)
        const state = new Map<string, Uint8Array>()
        for (const block of changes) {
          trie = trie.fork()
          for (const { key, value } of block) {
            if (value === undefined) state.delete(toHex(key).slice(2))
            else state.set(toHex(key).slice(2), value)
            if (value === undefined) trie.remove(key)
            else trie.insert(key, value, 1)
          }
          const { insertions } = trie.commit() // nothing is pruned
          backend.apply({ root: new Uint8Array(0), insertions, removals: [] })
          past.push({ trie, state: new Map(state) })
        }
        for (const { trie, state } of past) {
          expect(toHex(trie.commit().root)).toBe(toHex(referenceRoot(state, 1)))
          expect(keysOf(trie)).toEqual([...state.keys()].filter((name) => name !== '').sort())
        }
        for (const [index, { trie, state }] of past.entries()) {
          const later = past[index + 1]
          if (later === undefined) continue
          expect(
            [...trie.differences(later.trie)].map(({ key, before, after }) => [
              toHex(key).slice(2),
              hexOf(before),
              hexOf(after),
            ]),
          ).toEqual(differencesOf(state, later.state))
        }
      }),
      { numRuns: 30 },
    )
  })

  it.each([16_383, 16_384, 70_000])('encodes a value of %i bytes', (length) => {
    const trie = trieOver(new MapBackend())
    const value = new Uint8Array(length).fill(7)
    trie.insert(Uint8Array.of(1), value, 0)
    expect(toHex(trie.commit().root)).toBe(toHex(referenceRoot(new Map([['01', value]]), 0)))
  })

  it('says which node is missing', () => {
    const backend = new MapBackend()
    const trie = trieOver(backend)
    trie.insert(Uint8Array.of(1), new Uint8Array(40), 1)
    const { root } = trie.commit()
    expect(() => trieOver(backend, root).get(Uint8Array.of(1))).toThrow(TrieNodeMissingError)
  })
})
