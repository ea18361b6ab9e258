import { isObject, type JsonObject } from '../../src/json-rpc/json.ts'
import { refuse } from '../../src/json-rpc/params/refuse.ts'
import { toHex } from '../../src/primitives/hex.ts'
import { blake2b256 } from '../../src/substrate-host/hashing/blake2b.ts'
import type { ChainState } from '../../src/substrate-host/substrate-chain.ts'
import { bytes } from '../params/bytes.ts'
import { keyReader, keysBelow } from '../rpc/keys-below.ts'
import { closestDescendantMerkleValue } from './merkle-value.ts'

const queryTypes = [
  'value',
  'hash',
  'closestDescendantMerkleValue',
  'descendantsValues',
  'descendantsHashes',
] as const

/** One item of `chainHead_v1_storage` and `archive_v1_storage`. */
export interface StorageQuery {
  readonly key: Uint8Array
  readonly type: (typeof queryTypes)[number]
  /** Descendants up to this one are left out. */
  readonly startKey: Uint8Array | undefined
}

/** An item as it comes in a request. @throws RpcError */
export function storageQuery(value: unknown, path: string): StorageQuery {
  if (!isObject(value)) throw refuse(path, 'an object with "key" and "type"', value)
  const { key, type, paginationStartKey: start } = value
  const known = queryTypes.find((name) => name === type)
  if (known === undefined) throw refuse(`${path}.type`, `one of ${queryTypes.join(', ')}`, type)
  const isPaged = start !== undefined && start !== null
  return {
    key: bytes(key, `${path}.key`),
    type: known,
    startKey: isPaged ? bytes(start, `${path}.paginationStartKey`) : undefined,
  }
}

/** The results of a query, one after the other, so that they can be told in pages. */
export function* queryResults(
  state: ChainState,
  child: Uint8Array | undefined,
  { key, type, startKey }: StorageQuery,
): Generator<JsonObject> {
  const reader = keyReader(state, child)
  if (type === 'closestDescendantMerkleValue') {
    const found = closestDescendantMerkleValue(state, child, key)
    if (found !== undefined) yield { key: toHex(key), [type]: toHex(found) }
    return
  }
  const isBelow = type === 'descendantsValues' || type === 'descendantsHashes'
  const member = type === 'value' || type === 'descendantsValues' ? 'value' : 'hash'
  for (const found of isBelow ? keysBelow(reader, key, startKey) : [key]) {
    const value = reader.get(found)
    if (value === undefined) continue
    yield { key: toHex(found), [member]: toHex(member === 'value' ? value : blake2b256(value)) }
  }
}
