import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteTable, NOT_FOUND } from '../../src/primitives/byte-table.ts'

describe('ByteTable', () => {
  it('numbers new keys in the order of insertion and finds them at any offset', () => {
    const table = new ByteTable(4)
    expect(table.insert(Uint8Array.of(9, 1, 2, 3, 4), 1)).toBe(0)
    expect(table.insert(Uint8Array.of(0, 0, 0, 0), 0)).toBe(1)
    expect(table.insert(Uint8Array.of(1, 2, 3, 4), 0)).toBe(0)
    expect(table.find(Uint8Array.of(7, 7, 0, 0, 0, 0), 2)).toBe(1)
    expect(table.find(Uint8Array.of(1, 2, 3, 5), 0)).toBe(NOT_FOUND)
    expect(table.key(0)).toEqual(Uint8Array.of(1, 2, 3, 4))
  })

  it('keeps the same key under different tags apart', () => {
    const table = new ByteTable(4)
    const key = Uint8Array.of(1, 2, 3, 4)
    expect(table.insert(key, 0, 7)).toBe(0)
    expect(table.find(key, 0, 8)).toBe(NOT_FOUND)
    expect(table.insert(key, 0, 8)).toBe(1)
    expect(table.find(key, 0, 7)).toBe(0)
  })

  it('is empty after clear', () => {
    const table = new ByteTable(4)
    const key = Uint8Array.of(1, 2, 3, 4)
    table.insert(key, 0)
    table.clear()
    expect(table.find(key, 0)).toBe(NOT_FOUND)
    expect(table.insert(Uint8Array.of(4, 3, 2, 1), 0)).toBe(0)
  })

  it('does what a Map does, through growth', () => {
    const keys = fc.array(fc.tuple(fc.nat(3), fc.uint8Array({ minLength: 20, maxLength: 20 })), {
      maxLength: 200,
    })
    fc.assert(
      fc.property(keys, (list) => {
        const table = new ByteTable(20)
        const model = new Map<string, number>()
        for (const [tag, key] of [...list, ...list]) {
          const name = `${tag}/${key}`
          const known = model.get(name)
          expect(table.find(key, 0, tag)).toBe(known ?? NOT_FOUND)
          if (known === undefined) model.set(name, model.size)
          expect(table.insert(key, 0, tag)).toBe(model.get(name))
          expect(table.size).toBe(model.size)
        }
      }),
    )
  })

  it('is as new after clear, whatever it held', () => {
    const key = fc.uint8Array({ minLength: 4, maxLength: 4, max: 3 })
    const lists = fc.array(fc.array(key, { maxLength: 40 }), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(lists, (rounds) => {
        const table = new ByteTable(4)
        for (const list of rounds) {
          const fresh = new ByteTable(4)
          for (const key of list) {
            expect(table.find(key, 0)).toBe(fresh.find(key, 0))
            expect(table.insert(key, 0)).toBe(fresh.insert(key, 0))
          }
          table.clear()
        }
      }),
    )
  })
})
