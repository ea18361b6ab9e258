import { ADDRESS_LENGTH, type Address, address } from '../../primitives/address.ts'
import { BYTES32_LENGTH, type Bytes32, bytes32, type Hash } from '../../primitives/bytes32.ts'

/**
 * First bytes of the store's keys that belong to the world state; the table in docs/state.md says what is behind them.
 * The chain's own keys begin with other letters.
 */
export const worldPrefix = {
  account: 0x61, // a
  code: 0x63, // c
  garbage: 0x67, // g
  meta: 0x6d, // m
  node: 0x6e, // n
  slot: 0x73, // s
} as const
export type WorldPrefix = (typeof worldPrefix)[keyof typeof worldPrefix]

/** A number that names the storage of one account until it is cleared; no two storages ever share one. */
export type StorageId = number

const STORAGE_ID_LENGTH = 8

export const accountKey = (where: Address): Uint8Array => keyOf(worldPrefix.account, where)
export const codeKey = (hash: Hash): Uint8Array => keyOf(worldPrefix.code, hash)
export const nodeKey = (hash: Hash): Uint8Array => keyOf(worldPrefix.node, hash)
export const garbageKey = (id: StorageId): Uint8Array => keyOf(worldPrefix.garbage, idBytes(id))
export const metaKey = (name: string): Uint8Array => {
  return keyOf(worldPrefix.meta, new TextEncoder().encode(name))
}

/** Prefix of all slots of a storage. */
export const storageKey = (id: StorageId): Uint8Array => keyOf(worldPrefix.slot, idBytes(id))

/** The key of the slot `key[keyOffset .. +32)`. */
export function slotKey(id: StorageId, key: Uint8Array, keyOffset: number): Uint8Array {
  const bytes = new Uint8Array(1 + STORAGE_ID_LENGTH + BYTES32_LENGTH)
  bytes[0] = worldPrefix.slot
  writeId(id, bytes, 1)
  for (let i = 0; i < BYTES32_LENGTH; i++)
    bytes[1 + STORAGE_ID_LENGTH + i] = key[keyOffset + i] ?? 0
  return bytes
}

/** The address in an account's key. */
export const addressOfKey = (key: Uint8Array): Address => {
  return address(key.slice(1, 1 + ADDRESS_LENGTH))
}

/** The slot's own key in a slot's key. */
export const slotOfKey = (key: Uint8Array): Bytes32 => bytes32(key.slice(1 + STORAGE_ID_LENGTH))

/** The id in a garbage key. */
export function idOfGarbageKey(key: Uint8Array): StorageId {
  return toId(key.subarray(1))
}

/** Big-endian, so that ids sort. */
export function idBytes(id: StorageId): Uint8Array {
  const bytes = new Uint8Array(STORAGE_ID_LENGTH)
  writeId(id, bytes, 0)
  return bytes
}

/** The id in up to 8 big-endian bytes. */
export function toId(bytes: Uint8Array): StorageId {
  let id = 0
  for (const byte of bytes) id = id * 256 + byte
  return id
}

function writeId(id: StorageId, target: Uint8Array, offset: number): void {
  let rest = id
  for (let i = STORAGE_ID_LENGTH - 1; i >= 0; i--) {
    target[offset + i] = rest % 256
    rest = Math.floor(rest / 256)
  }
}

function keyOf(prefix: WorldPrefix, rest: Uint8Array): Uint8Array {
  const key = new Uint8Array(1 + rest.length)
  key[0] = prefix
  key.set(rest, 1)
  return key
}
