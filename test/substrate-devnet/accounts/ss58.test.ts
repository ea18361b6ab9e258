import { Keyring } from '@polkadot/api'
import { cryptoWaitReady, decodeAddress, encodeAddress } from '@polkadot/util-crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wellKnownAccounts } from '../../../substrate-devnet/accounts/dev-accounts.ts'
import { fromSs58, toSs58 } from '../../../substrate-devnet/accounts/ss58.ts'

const account = fc.uint8Array({ minLength: 32, maxLength: 32 })

/** Against @polkadot/util-crypto. */
describe('SS58', () => {
  it('encodes every account for every chain with a one-byte format', () => {
    fc.assert(
      fc.property(account, fc.integer({ min: 0, max: 45 }), (bytes, format) => {
        expect(toSs58(bytes, format)).toBe(encodeAddress(bytes, format))
      }),
    )
  })

  it('decodes addresses of every chain', () => {
    fc.assert(
      fc.property(account, fc.integer({ min: 0, max: 16_000 }), (bytes, format) => {
        fc.pre(format !== 46 && format !== 47)
        const address = encodeAddress(bytes, format)
        expect(fromSs58(address)).toEqual(Uint8Array.from(decodeAddress(address)))
      }),
    )
  })

  it.each([
    '',
    '5',
    '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQX', // one letter is another
    '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQ',
    '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQYY',
    '0x00',
    '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKut0Y',
    'l'.repeat(100_000),
    '1'.repeat(100_000),
  ])('takes no other text: %s', (text) => {
    expect(fromSs58(text)).toBeUndefined()
  })
})

describe('wellKnownAccounts', () => {
  it('are those that a keyring makes of their names', async () => {
    await cryptoWaitReady()
    const keyring = new Keyring({ type: 'sr25519' })
    for (const { uri, publicKey } of wellKnownAccounts) {
      expect(keyring.addFromUri(uri).publicKey).toEqual(publicKey)
    }
  })
})
