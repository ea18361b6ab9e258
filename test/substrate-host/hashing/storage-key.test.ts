import { describe, expect, it } from 'vitest'
import { fromHex, toHex } from '../../../src/primitives/hex.ts'
import { storageMapKey, storagePrefix } from '../../../src/substrate-host/hashing/storage-key.ts'

/** Keys as explorers and the documentation of Substrate show them. */
describe('storage keys', () => {
  // biome-ignore format: table
  it.each([
    { pallet: 'System',    item: 'Account', key: '0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9' },
    { pallet: 'System',    item: 'Events',  key: '0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7' },
    { pallet: 'Timestamp', item: 'Now',     key: '0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb' },
  ])('$pallet.$item is at $key', ({ pallet, item, key }) => {
    expect(toHex(storagePrefix(pallet, item))).toBe(key)
  })

  it('puts the BLAKE2b-128 of a part before the part', () => {
    const alice = fromHex('d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d')
    const key = storageMapKey(storagePrefix('System', 'Account'), alice)
    expect(toHex(key)).toBe(
      `${toHex(storagePrefix('System', 'Account'))}de1e86a9a8c739864cf3cc5ec2bea59f${toHex(alice).slice(2)}`,
    )
  })
})
