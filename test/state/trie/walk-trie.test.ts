import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EMPTY_TRIE_ROOT } from '../../../src/primitives/empty-hashes.ts'
import { readTrie } from '../../../src/state/trie/read-trie.ts'
import { updateTrie } from '../../../src/state/trie/update-trie.ts'
import { walkTrie } from '../../../src/state/trie/walk-trie.ts'
import { MapNodes } from './map-nodes.ts'

const key = fc
  .array(fc.constantFrom(0x00, 0x01, 0x10, 0xff), { minLength: 1, maxLength: 3 })
  .map((bytes) => Uint8Array.from(bytes))
const entries = fc.uniqueArray(fc.tuple(key, fc.uint8Array({ minLength: 1, maxLength: 40 })), {
  selector: ([bytes]) => String(bytes),
})

it('walks both ways from any start as a sorted list does, and reads each key', () => {
  fc.assert(
    fc.property(entries, fc.option(key, { nil: undefined }), (list, beyond) => {
      const nodes = new MapNodes()
      const changes = list.map(([at, value]) => ({ key: at, value }))
      const root = updateTrie(nodes, EMPTY_TRIE_ROOT, changes, nodes)

      const sorted = list.toSorted(([a], [b]) => Buffer.compare(a, b))
      const after = (sign: number) =>
        sorted.filter(([at]) => !beyond || Buffer.compare(at, beyond) * sign > 0)
      const walk = (order: 'ascending' | 'descending') =>
        [...walkTrie(nodes, root, beyond ? { order, beyond } : { order })].map((entry) => [
          entry.key,
          entry.value,
        ])
      expect(walk('ascending')).toEqual(after(1))
      expect(walk('descending')).toEqual(after(-1).toReversed())
      for (const [at, value] of list) expect(readTrie(nodes, root, at)).toEqual(value)
      if (beyond && !list.some(([at]) => Buffer.compare(at, beyond) === 0)) {
        expect(readTrie(nodes, root, beyond)).toBeUndefined()
      }
    }),
    { numRuns: 300 },
  )
})
