import { HDNodeWallet, Mnemonic } from 'ethers'
import { describe, expect, it } from 'vitest'
import { DEV_MNEMONIC, devAccounts } from '../../../devnet/accounts/dev-account.ts'
import { toHex } from '../../../src/primitives/hex.ts'

/** BIP-39 seed, BIP-32 derivation, BIP-44 path. */
describe('devAccounts', () => {
  it('starts with the account that every local node funds', () => {
    const [first] = devAccounts(DEV_MNEMONIC, 1)
    expect(first && toHex(first.address)).toBe('0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266')
  })

  it.each([
    DEV_MNEMONIC,
    'legal winner thank year wave sausage worth useful legal winner thank yellow',
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about',
  ])('derives the keys and addresses that ethers does: %s', (phrase) => {
    const ours = devAccounts(phrase, 10)
    for (const [index, { address, privateKey }] of ours.entries()) {
      const theirs = HDNodeWallet.fromMnemonic(
        Mnemonic.fromPhrase(phrase),
        `m/44'/60'/0'/0/${index}`,
      )
      expect(toHex(privateKey)).toBe(theirs.privateKey)
      expect(toHex(address)).toBe(theirs.address.toLowerCase())
    }
    expect(ours).toHaveLength(10)
  })
})
