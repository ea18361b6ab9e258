import { createMPT } from '@ethereumjs/mpt'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Hash } from '../../../src/primitives/bytes32.ts'
import { EMPTY_TRIE_ROOT } from '../../../src/primitives/empty-hashes.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import { keccak256 } from '../../../src/primitives/keccak256.ts'
import type { TrieChange } from '../../../src/state/trie/trie-changes.ts'
import { TrieNodeMissingError } from '../../../src/state/trie/trie-node-missing-error.ts'
import { updateSecureTrie, updateTrie } from '../../../src/state/trie/update-trie.ts'
import { MapNodes } from './map-nodes.ts'

/** Applies each batch in turn; gives the root and how many nodes the last batch put. */
function rootOf(...batches: TrieChange[][]): { root: Hash; nodes: MapNodes; putLast: number } {
  const nodes = new MapNodes()
  let root: Hash = EMPTY_TRIE_ROOT
  let putLast = 0
  for (const batch of batches) {
    const before = nodes.putCount
    root = updateTrie(nodes, root, batch, nodes)
    putLast = nodes.putCount - before
  }
  return { root, nodes, putLast }
}

const put = (key: string, value: string): TrieChange => ({
  key: Buffer.from(key),
  value: Buffer.from(value),
})
const remove = (key: string): TrieChange => ({ key: Buffer.from(key), value: undefined })

/** Keys that share prefixes, of several lengths, and some that hash to anything. */
const key = fc.oneof(
  fc.array(fc.constantFrom(0x00, 0x01, 0x10, 0x11), { minLength: 1, maxLength: 4 }),
  fc.nat(40).map((n) => [...keccak256(Uint8Array.of(n))]),
  fc.nat(40).map((n) => [...keccak256(Uint8Array.of(n)).subarray(0, 2)]),
)
const value = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 4 }),
  fc.uint8Array({ minLength: 30, maxLength: 60 }),
  fc.constant(undefined),
)
const batch = fc
  .uniqueArray(fc.tuple(key, value), { maxLength: 30, selector: ([bytes]) => String(bytes) })
  .map((list): TrieChange[] =>
    list.map(([bytes, content]) => ({ key: Uint8Array.from(bytes), value: content })),
  )

describe('updateTrie', () => {
  it('gives the roots that @ethereumjs/mpt gives, whatever is put and removed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 5 }), async (batches) => {
        const peer = await createMPT()
        for (const { key: at, value: content } of batches.flat()) {
          if (content === undefined) await peer.del(at)
          else await peer.put(at, content)
        }
        expect(toHex(rootOf(...batches).root)).toBe(toHex(peer.root()))
      }),
      { numRuns: 300 },
    )
  })

  it('gives them for keys of one length, with and without removals, embedded nodes too', async () => {
    const pair = fc.tuple(fc.nat(20), fc.constantFrom(0x00, 0x01, 0x10, 0x11, 0xf0))
    const puts = fc.oneof({ weight: 9, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 40 }) })
    const some = fc.oneof(
      puts,
      fc.uint8Array({ minLength: 1, maxLength: 3 }),
      fc.constant(undefined),
    )
    const batchOf = (content: fc.Arbitrary<Uint8Array | undefined>) =>
      fc.uniqueArray(fc.tuple(pair, content), { maxLength: 60, selector: ([at]) => String(at) })
    const batches = fc.array(fc.oneof(batchOf(puts), batchOf(some)), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(batches, fc.boolean(), async (list, isSecure) => {
        const peer = await createMPT({ useKeyHashing: isSecure })
        const nodes = new MapNodes()
        let root: Hash = EMPTY_TRIE_ROOT
        for (const entries of list) {
          const changes = entries.map(([at, content]) => ({
            key: Uint8Array.from(at),
            value: content,
          }))
          root = (isSecure ? updateSecureTrie : updateTrie)(nodes, root, changes, nodes)
          for (const { key: at, value: content } of changes) {
            if (content === undefined) await peer.del(at)
            else await peer.put(at, content)
          }
          expect(toHex(root)).toBe(toHex(peer.root()))
        }
      }),
      { numRuns: 100 },
    )
  })

  it('gives the same root and leaves all nodes of earlier roots readable', () => {
    fc.assert(
      fc.property(batch, batch, (first, second) => {
        const { root, nodes } = rootOf(first)
        const again = updateTrie(nodes, root, second, nodes)
        const undone = new Map(second.map(({ key: at }) => [String([...at]), at]))
        const back = [...undone.values()].map((at) => ({
          key: at,
          value: first.find((one) => Buffer.compare(one.key, at) === 0)?.value,
        }))
        expect(updateTrie(nodes, again, back, new MapNodes())).toEqual(root)
      }),
    )
  })

  it('puts nothing when nothing changes', () => {
    const list = [put('dog', 'puppy'.repeat(9)), put('doge', 'coin'), put('horse', 'stallion')]
    const { root, putLast } = rootOf(list, [...list, remove('cat'), remove('do'), remove('dogs')])
    expect(root).toEqual(rootOf(list).root)
    expect(putLast).toBe(0)
  })

  it('hashes each changed node once', () => {
    const nodes = new MapNodes()
    const list = Array.from({ length: 500 }, (_, i) => ({
      key: keccak256(Uint8Array.of(i >> 8, i)),
      value: new Uint8Array(40).fill(i),
    }))
    updateTrie(nodes, EMPTY_TRIE_ROOT, list, nodes)
    expect(nodes.size).toBeGreaterThan(500)
    expect(nodes.putCount).toBe(nodes.size)
  })

  it('takes values longer than the memory of the hash kernel', async () => {
    const long = new Uint8Array(300_000).fill(7)
    const peer = await createMPT()
    await peer.put(Buffer.from('key'), long)
    const change = { key: Buffer.from('key'), value: long }
    expect(toHex(rootOf([change]).root)).toBe(toHex(peer.root()))
  })

  it('names the node that is missing and its depth', () => {
    const list = Array.from({ length: 64 }, (_, i) => ({
      key: keccak256(Uint8Array.of(i)),
      value: new Uint8Array(40).fill(1),
    }))
    const { root, nodes } = rootOf(list)
    const [first] = list
    nodes.keepOnly(root)
    const change = { key: first?.key ?? root, value: undefined }
    expect(() => updateTrie(nodes, root, [change], new MapNodes())).toThrow(TrieNodeMissingError)
    expect(() => updateTrie(nodes, root, [change], new MapNodes())).toThrow(
      expect.objectContaining({ depth: 1 }),
    )
  })
})
