import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/primitives/hex.ts'
import { allKeys, keyPage, LARGEST_PAGE } from '../../../substrate-devnet/rpc/key-pages.ts'
import { FakeChain } from '../support/fake-chain.ts'

const key = fc.uint8Array({ maxLength: 3 }).map((bytes) => bytes.map((byte) => byte % 3))
const stateOf = (keys: readonly Uint8Array[]) => {
  const chain = new FakeChain(keys.map((one) => [toHex(one), Uint8Array.of(1)]))
  return chain.stateAt(chain.genesisHash)
}
/** What is below a prefix, by sorting and filtering. */
const below = (keys: readonly Uint8Array[], prefix: Uint8Array): string[] =>
  [...new Set(keys.map(toHex))].filter((one) => one.startsWith(toHex(prefix))).sort()

describe('keys below a prefix', () => {
  it('are those that begin with it, in their order', () => {
    fc.assert(
      fc.property(fc.array(key), key, (keys, prefix) => {
        expect(allKeys(stateOf(keys), prefix).map(toHex)).toEqual(below(keys, prefix))
      }),
    )
  })

  it('come in pages that make up the whole', () => {
    fc.assert(
      fc.property(fc.array(key), key, fc.integer({ min: 1, max: 5 }), (keys, prefix, size) => {
        const state = stateOf(keys)
        const found: Uint8Array[] = []
        for (;;) {
          const page = keyPage(state, prefix, size, found.at(-1))
          expect(page.length).toBeLessThanOrEqual(size)
          found.push(...page)
          if (page.length < size) break
        }
        expect(found.map(toHex)).toEqual(below(keys, prefix))
      }),
    )
  })

  it('begin behind a start key, wherever that is', () => {
    fc.assert(
      fc.property(fc.array(key), key, key, (keys, prefix, start) => {
        const expected = below(keys, prefix).filter((one) => one > toHex(start))
        const page = keyPage(stateOf(keys), prefix, LARGEST_PAGE, start)
        expect(page.map(toHex)).toEqual(expected)
      }),
    )
  })

  it('are none when none are asked for, and refused above the limit', () => {
    const state = stateOf([Uint8Array.of(1)])
    expect(keyPage(state, new Uint8Array(), 0, undefined)).toEqual([])
    expect(() => keyPage(state, new Uint8Array(), LARGEST_PAGE + 1, undefined)).toThrow('max: 1000')
  })
})
