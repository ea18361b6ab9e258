import { concatBytes } from '../../primitives/concat-bytes.ts'
import { blake2b128 } from './blake2b.ts'
import { twox128 } from './twox.ts'

const utf8 = new TextEncoder()

/** `twox_128` of the name of a pallet or of one of its storages, of which FRAME makes its keys. */
export function nameHash(name: string): Uint8Array {
  return twox128(utf8.encode(name))
}

/** The key of a storage value of a pallet, and what the keys of a map begin with. */
export function storagePrefix(pallet: string, item: string): Uint8Array {
  return concatBytes([nameHash(pallet), nameHash(item)])
}

/** A key of a storage map that hashes by `Blake2_128Concat`: `prefix ++ blake2_128(part) ++ part`. */
export function storageMapKey(prefix: Uint8Array, part: Uint8Array): Uint8Array {
  const digest = blake2b128(part)
  const key = new Uint8Array(prefix.length + digest.length + part.length)
  key.set(prefix)
  key.set(digest, prefix.length)
  key.set(part, prefix.length + digest.length)
  return key
}
