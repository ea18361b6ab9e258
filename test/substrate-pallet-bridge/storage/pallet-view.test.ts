import { describe, expect, it } from 'vitest'
import { bytes32, ZERO_BYTES32 } from '../../../src/primitives/bytes32.ts'
import { EMPTY_CODE_HASH } from '../../../src/primitives/empty-hashes.ts'
import { keccak256 } from '../../../src/primitives/keccak256.ts'
import { PalletView } from '../../../src/substrate-pallet-bridge/storage/pallet-view.ts'
import { numbered, TestPallet } from '../test-pallet.ts'

const contract = numbered(2)
const code = Uint8Array.of(0x60, 0x00)
const key = bytes32(new Uint8Array(32).fill(5))
const value = bytes32(new Uint8Array(32).fill(6))

async function viewOf(): Promise<{ pallet: TestPallet; view: PalletView }> {
  const pallet = await TestPallet.start([
    { address: contract, nonce: 1n, balance: 9n, code, storage: [[key, value]] },
    { address: numbered(3), balance: 4n },
  ])
  return { pallet, view: new PalletView(pallet.storage, pallet.keys) }
}

describe('PalletView', () => {
  it('reads accounts, and gives those without code the hash that the state knows', async () => {
    const { view } = await viewOf()
    expect(view.account(contract)).toEqual({ nonce: 1n, balance: 9n, codeHash: keccak256(code) })
    expect(view.account(numbered(3))?.codeHash).toEqual(EMPTY_CODE_HASH)
    expect(view.account(numbered(4))).toBeUndefined()
    expect([view.balance(contract), view.balance(numbered(4))]).toEqual([9n, 0n])
  })

  it('reads slots, zero over what the target held', async () => {
    const { view } = await viewOf()
    const target = new Uint8Array(34).fill(0xff)
    const keys = Uint8Array.of(0xee, ...key)
    view.storage(contract, keys, 1, target, 1)
    expect(target.subarray(1, 33)).toEqual(value)
    view.storage(contract, ZERO_BYTES32, 0, target, 1)
    expect(target).toEqual(Uint8Array.of(0xff, ...new Uint8Array(32), 0xff))
  })

  it('finds storage of an account and of no other', async () => {
    const { view } = await viewOf()
    expect(view.hasStorage(contract)).toBe(true)
    expect(view.hasStorage(numbered(3))).toBe(false)
    expect(view.hasStorage(numbered(0xff))).toBe(false)
  })

  it('reads code by its hash, and says which is missing', async () => {
    const { view } = await viewOf()
    expect(view.code(keccak256(code))).toEqual(code)
    expect(() => view.code(key)).toThrow(expect.objectContaining({ code: 'CODE_MISSING' }))
  })

  it('refuses a storage that the pallet cannot have written', async () => {
    const { pallet } = await viewOf()
    const { keys, storage } = pallet
    const slot = keys.slot(keys.slots(contract), key, 0)
    for (const place of [keys.account(contract), keys.code(keccak256(code)), slot]) {
      storage.put(place, Uint8Array.of(1, 2, 3))
    }
    const view = new PalletView(storage, keys)
    const damaged = expect.objectContaining({ code: 'PALLET_STORAGE' })
    const read = (): void => view.storage(contract, key, 0, new Uint8Array(32), 0)
    expect(() => view.account(contract)).toThrow(damaged)
    expect(() => view.code(keccak256(code))).toThrow(damaged)
    storage.put(keys.account(contract), new Uint8Array(56))
    expect(read).toThrow(damaged)
  })
})
