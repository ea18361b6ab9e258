import { listOf } from '../../src/json-rpc/params/list.ts'
import { objectOf } from '../../src/json-rpc/params/object.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import type { Address } from '../../src/primitives/address.ts'
import type { Bytes32 } from '../../src/primitives/bytes32.ts'
import { address, hash } from './data.ts'

/** An account and slots of it that a transaction announces (EIP-2930). */
export interface AccessListEntry {
  readonly address: Address
  readonly storageKeys: readonly Bytes32[]
}

const MAX_ENTRIES = 10_000

const entry = objectOf<AccessListEntry>({ address, storageKeys: listOf(hash, MAX_ENTRIES) })

/** An access list. @throws RpcError */
export const accessList = listOf((value, path): AccessListEntry => {
  const { address: account, storageKeys } = entry(value, path)
  if (account === undefined) throw refuse(`${path}.address`, 'an address', undefined)
  return { address: account, storageKeys: storageKeys ?? [] }
}, MAX_ENTRIES)
