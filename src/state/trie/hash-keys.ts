import { KECCAK_PADDING, recordWord } from '../../primitives/keccak-arena.ts'
import { keccak256Into } from '../../primitives/keccak256.ts'
import { trieMemory } from './trie-memory.ts'
import { HASH_LENGTH } from './trie-node.ts'

/** Longest key that is hashed in a pair: those of accounts and slots, with room. */
const MAX_LENGTH = 64
const RECORD_LENGTH = 16

/**
 * The Keccak-256 hashes of the keys, one after the other.
 *
 * Two at a time; and byte by byte, as for so few a `set` takes longer.
 */
export function hashKeys(items: readonly { readonly key: Uint8Array }[]): Uint8Array {
  const hashes = new Uint8Array(items.length * HASH_LENGTH)
  const first = reserveKey()
  const second = reserveKey()
  let waiting = -1 // the item whose key is at `first`
  for (const [i, { key }] of items.entries()) {
    if (key.length > MAX_LENGTH) keccak256Into(key, 0, key.length, hashes, i * HASH_LENGTH)
    else if (waiting < 0) {
      writeKey(first, key)
      waiting = i
    } else {
      writeKey(second, key)
      trieMemory().hashPair(first, second)
      copyHash(first, hashes, waiting)
      copyHash(second, hashes, i)
      waiting = -1
    }
  }
  if (waiting >= 0) {
    trieMemory().hash(first)
    copyHash(first, hashes, waiting)
  }
  trieMemory().clear()
  return hashes
}

/** Reserves a record, with the digest behind it and then the message. */
function reserveKey(): number {
  const size = RECORD_LENGTH + HASH_LENGTH + MAX_LENGTH + KECCAK_PADDING
  const record = trieMemory().reserve(size)
  trieMemory().words[(record >> 2) + recordWord.target] = record + RECORD_LENGTH
  trieMemory().words[(record >> 2) + recordWord.source] = record + RECORD_LENGTH + HASH_LENGTH
  return record
}

function writeKey(record: number, key: Uint8Array): void {
  const { bytes, words } = trieMemory()
  const source = record + RECORD_LENGTH + HASH_LENGTH
  for (let i = 0; i < key.length; i++) bytes[source + i] = key[i] ?? 0
  words[(record >> 2) + recordWord.length] = key.length
}

function copyHash(record: number, hashes: Uint8Array, item: number): void {
  const { bytes } = trieMemory()
  const source = record + RECORD_LENGTH
  for (let i = 0; i < HASH_LENGTH; i++) hashes[item * HASH_LENGTH + i] = bytes[source + i] ?? 0
}
