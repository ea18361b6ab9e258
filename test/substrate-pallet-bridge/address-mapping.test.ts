import { blake2AsU8a, keccakAsU8a } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { address } from '../../src/primitives/address.ts'
import { toHex } from '../../src/primitives/hex.ts'
import {
  ethereumAccount,
  hashTruncate,
  reversibleMapping,
} from '../../src/substrate-pallet-bridge/address-mapping.ts'

const account = fc.uint8Array({ minLength: 32, maxLength: 32 })
const addresses = fc.uint8Array({ minLength: 20, maxLength: 20 }).map(address)
const blake2 = (bytes: Uint8Array) => blake2AsU8a(bytes, 256)

describe('hashTruncate', () => {
  it('is the last 20 bytes of the hash, and leads nowhere back', () => {
    const mapping = hashTruncate(blake2)
    fc.assert(
      fc.property(account, (bytes) => {
        const expected = toHex(blake2(bytes).subarray(12))
        expect(toHex(mapping.toAddress(bytes))).toBe(expected)
      }),
    )
    expect(mapping.toAccount(address(new Uint8Array(20)))).toBeUndefined()
  })
})

describe('reversibleMapping', () => {
  const mapping = reversibleMapping()

  it('goes both ways for Ethereum addresses', () => {
    fc.assert(
      fc.property(addresses, (where) => {
        const behind = mapping.toAccount(where)
        expect(behind).toEqual(ethereumAccount(where))
        expect(behind && toHex(mapping.toAddress(behind))).toBe(toHex(where))
      }),
    )
  })

  it('is the last 20 bytes of the Keccak-256 for other accounts', () => {
    // The address of 32 bytes of 1 is in the pallet's own test too.
    const ones = new Uint8Array(32).fill(1)
    expect(toHex(mapping.toAddress(ones))).toBe('0xb312bec018884c2d66667c67a90508214bd8bafc')
    fc.assert(
      fc.property(account, (bytes) => {
        const expected = toHex(keccakAsU8a(bytes).subarray(12))
        expect(toHex(mapping.toAddress(bytes))).toBe(expected)
      }),
    )
  })

  it('finds the accounts that are mapped, and hashes as it is told', () => {
    const ones = new Uint8Array(32).fill(1)
    const mixed = reversibleMapping(() => ones, blake2)
    expect(mixed.toAccount(mixed.toAddress(ones))).toEqual(ones)
    expect(mixed.toAddress(ones)).toEqual(hashTruncate(blake2).toAddress(ones))
  })
})
