import { pbkdf2Sync } from 'node:crypto'
import type { Address } from '../../src/primitives/address.ts'
import type { Bytes32 } from '../../src/primitives/bytes32.ts'
import { privateKeyToAddress } from '../../src/primitives/secp256k1.ts'
import { deriveKey, rootKey } from './hd-key.ts'

/** An account whose key the node holds, funded at genesis. For development only: everyone knows the key. */
export interface DevAccount {
  readonly address: Address
  readonly privateKey: Bytes32
}

/** The mnemonic that local development nodes have in common, so that wallets and scripts know its accounts. */
export const DEV_MNEMONIC = 'test test test test test test test test test test test junk'

/**
 * The first `count` accounts of a mnemonic, at `m/44'/60'/0'/0/i`.
 * @see https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki#from-mnemonic-to-seed
 * @see https://github.com/bitcoin/bips/blob/master/bip-0044.mediawiki
 */
export function devAccounts(mnemonic: string, count: number): readonly DevAccount[] {
  const seed = pbkdf2Sync(mnemonic.normalize('NFKD'), 'mnemonic', 2048, 64, 'sha512')
  const accountsKey = deriveKey(rootKey(seed), "m/44'/60'/0'/0")
  return Array.from({ length: count }, (_, index) => {
    const { privateKey } = deriveKey(accountsKey, `m/${index}`)
    return { address: privateKeyToAddress(privateKey), privateKey }
  })
}
