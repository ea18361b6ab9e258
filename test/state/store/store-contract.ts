import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  rangeOfPrefix,
  type Store,
  StoreBatch,
  type StoreRange,
} from '../../../src/state/store/store.ts'

const bytes = (...list: number[]): Uint8Array => Uint8Array.from(list)

async function listOf(store: Store, range: StoreRange): Promise<[number[], number[]][]> {
  const list: [number[], number[]][] = []
  for await (const { key, value } of store.iterate(range)) list.push([[...key], [...value]])
  return list
}

function batchOf(...changes: [number[], number[] | undefined][]): StoreBatch {
  const batch = new StoreBatch()
  for (const [key, value] of changes) {
    if (value === undefined) batch.remove(bytes(...key))
    else batch.put(bytes(...key), bytes(...value))
  }
  return batch
}

/** What every `Store` does. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(name, () => {
    let store: Store
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    it('reads what was written, and a plain Uint8Array', async () => {
      await store.write(batchOf([[1, 2], [3]]))
      expect(store.get(bytes(1, 2))).toEqual(bytes(3))
      expect(store.get(bytes(1))).toBeUndefined()
      expect(store.get(bytes(9, 1, 2).subarray(1))).toEqual(bytes(3))
    })

    it('keeps empty values apart from missing ones', async () => {
      await store.write(batchOf([[1], []]))
      expect(store.get(bytes(1))).toEqual(bytes())
    })

    it('lets the last change of a key in a batch win', async () => {
      await store.write(batchOf([[1], [1]], [[1], undefined], [[2], undefined], [[2], [2]]))
      expect(store.get(bytes(1))).toBeUndefined()
      expect(store.get(bytes(2))).toEqual(bytes(2))
    })

    it('iterates in byte order, both ways, with a limit', async () => {
      await store.write(batchOf([[2], [2]], [[1, 255], [3]], [[1], [1]], [[255], [4]]))
      const all = { from: bytes(1), to: bytes(255, 0) }
      const keys = async (range: StoreRange) => (await listOf(store, range)).map(([key]) => key)
      expect(await keys(all)).toEqual([[1], [1, 255], [2], [255]])
      expect(await keys({ ...all, order: 'descending', limit: 2 })).toEqual([[255], [2]])
      expect(await keys(rangeOfPrefix(bytes(1)))).toEqual([[1], [1, 255]])
      expect(await keys(rangeOfPrefix(bytes(1, 255)))).toEqual([[1, 255]])
    })

    it('shows a batch at once and not before it is written, and counts it', async () => {
      const { version } = store
      await store.write(batchOf([[1], [1]], [[2], [1]]))
      const pair = () => [store.get(bytes(1))?.[0], store.get(bytes(2))?.[0]]
      for (let round = 2; round < 40; round++) {
        const changes = Array.from({ length: 300 }, (_, i): [number[], number[]] => [
          [7, i % 256],
          [i % 256],
        ])
        let pending = true
        const write = store.write(batchOf([[1], [round]], ...changes, [[2], [round]])).then(() => {
          pending = false
        })
        while (pending) {
          const [first, second] = pair()
          expect(first).toBe(second)
          await new Promise(setImmediate)
        }
        await write
        expect(pair()).toEqual([round, round])
      }
      expect(store.version - version).toBe(39)
    })

    it('applies batches in the order of the calls', async () => {
      const writes = [1, 2, 3].map((n) => store.write(batchOf([[1], [n]])))
      await Promise.all(writes)
      expect(store.get(bytes(1))).toEqual(bytes(3))
    })

    it('does what a sorted Map does', async () => {
      const small = fc.uint8Array({ minLength: 1, maxLength: 2, max: 4 })
      const changes = fc.array(fc.tuple(small, fc.option(small)), { maxLength: 20 })
      await fc.assert(
        fc.asyncProperty(fc.array(changes, { maxLength: 4 }), async (batches) => {
          const clean = new StoreBatch()
          const everything = { from: bytes(0), to: bytes(255) }
          for await (const { key } of store.iterate(everything)) clean.remove(key)
          await store.write(clean)

          const model = new Map<string, number[]>()
          for (const batch of batches) {
            const real = new StoreBatch()
            for (const [key, value] of batch) {
              if (value === null) real.remove(key)
              else real.put(key, value)
              if (value === null) model.delete(String([...key]))
              else model.set(String([...key]), [...value])
            }
            await store.write(real)
          }
          const list = (await listOf(store, everything)).map(([key, value]) => [String(key), value])
          expect(list).toEqual([...model].sort(([a], [b]) => (a < b ? -1 : 1)))
        }),
        { numRuns: 50 },
      )
    })
  })
}
