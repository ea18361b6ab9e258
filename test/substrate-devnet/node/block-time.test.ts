import { describe, expect, it } from 'vitest'
import type { Hash } from '../../../src/primitives/bytes32.ts'
import { fromHex } from '../../../src/primitives/hex.ts'
import { blockTime, chainTimeMs } from '../../../substrate-devnet/node/block-time.ts'
import { FakeChain } from '../support/fake-chain.ts'

/** twox128("Timestamp") ++ twox128("Now"), as every explorer shows it. */
const NOW_KEY = '0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb'

const u64 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true)
  return bytes
}
const at = (ms: number): [string, Uint8Array][] => [[NOW_KEY, u64(ms)]]

/** A chain whose runtime has Aura, with slots of six seconds. */
class AuraChain extends FakeChain {
  override runtimeVersion(hash: Hash) {
    const api = { id: fromHex('0xdd718d5cc53262d4'), version: 1 } // blake2b-64 of AuraApi
    return { ...super.runtimeVersion(hash), apis: [api] }
  }
  override call(hash: Hash, name: string, args: Uint8Array) {
    if (name !== 'AuraApi_slot_duration') return super.call(hash, name, args)
    return { ...super.call(hash, name, args), output: u64(6000) }
  }
}

describe('blockTime', () => {
  it('is the wanted one when it is later than the last block', () => {
    expect(blockTime(new FakeChain(at(1000)), 5000)).toEqual({ timestampMs: 5000 })
    expect(blockTime(new FakeChain(), 5000)).toEqual({ timestampMs: 5000 })
  })

  it.each([1000, 999, 0])('is one millisecond after the last block when %i is wanted', (wanted) => {
    expect(blockTime(new FakeChain(at(1000)), wanted)).toEqual({ timestampMs: 1001 })
  })

  it.each([
    { last: 0, wanted: 13_000, slot: 2, time: 13_000 },
    { last: 12_500, wanted: 13_000, slot: 3, time: 18_000 }, // a slot has one block
    { last: 12_500, wanted: 18_100, slot: 3, time: 18_100 },
    { last: 60_000, wanted: 13_000, slot: 11, time: 66_000 },
  ])('takes a slot of its own with Aura: %o', ({ last, wanted, slot, time }) => {
    expect(blockTime(new AuraChain(at(last)), wanted)).toEqual({
      timestampMs: time,
      digest: [{ kind: 'preRuntime', engine: Buffer.from('aura'), data: u64(slot) }].map(
        (item) => ({
          ...item,
          engine: Uint8Array.from(item.engine),
        }),
      ),
    })
  })
})

it('chainTimeMs is the time in pallet-timestamp', () => {
  expect(chainTimeMs(new FakeChain(at(1_700_000_000_123)))).toBe(1_700_000_000_123)
  expect(chainTimeMs(new FakeChain())).toBeUndefined()
})
