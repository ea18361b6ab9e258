import { TypeRegistry } from '@polkadot/types'
import { expect, it } from 'vitest'
import { bytes32 } from '../../../src/primitives/bytes32.ts'
import { toHex } from '../../../src/primitives/hex.ts'
import {
  decodePalletAccount,
  encodePalletAccount,
} from '../../../src/substrate-pallet-bridge/message/pallet-account.ts'
import { counting } from './sample-messages.ts'

const codeHash = bytes32(counting(9, 32))
const account = { nonce: 5n, balance: 2n ** 127n + 1n, codeHash }

it('an account lies in the storage as the tuple of its fields', () => {
  const expected = new TypeRegistry().createType('(u64, u128, H256)', [
    account.nonce,
    account.balance,
    toHex(codeHash),
  ])
  expect(toHex(encodePalletAccount(account))).toBe(expected.toHex())
  expect(decodePalletAccount(expected.toU8a())).toEqual(account)
})

it('an account of another length is refused', () => {
  const bytes = encodePalletAccount(account)
  expect(() => decodePalletAccount(bytes.subarray(1))).toThrow('Expected 32 bytes at byte 24.')
  expect(() => decodePalletAccount(Uint8Array.of(...bytes, 0))).toThrow('the end at byte 56')
})
