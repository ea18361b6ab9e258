import { storageMapKey, storagePrefix } from '../../src/substrate-host/hashing/storage-key.ts'
import type { StorageView } from '../../src/substrate-host/storage-view.ts'

/** Before the balances in `AccountInfo`: the nonce and three counts of references. */
const FREE_AT = 16
const U128_LENGTH = 16

/**
 * The free balance in `System.Account`; undefined for an account that is not there, or where accounts are laid out
 * in another way than in FRAME's own runtimes.
 */
export function freeBalance(state: StorageView, account: Uint8Array): bigint | undefined {
  const key = storageMapKey(storagePrefix('System', 'Account'), account)
  const info = state.get(key)
  if (info === undefined || info.length < FREE_AT + U128_LENGTH) return undefined
  const free = info.slice(FREE_AT, FREE_AT + U128_LENGTH)
  return BigInt(`0x${Buffer.from(free.reverse()).toString('hex')}`)
}
