import { keccak256 } from '../../primitives/keccak256.ts'
import { compactLength, writeCompact } from '../../primitives/scale/compact.ts'
import { blake2b256 } from '../hashing/blake2b.ts'
import { StateTrie, type StateVersion } from '../trie/state-trie.ts'
import { TrieLoader } from '../trie/trie-loader.ts'

/** A hash with 32 bytes of output. */
export type TrieHash = (bytes: Uint8Array) => Uint8Array

/** The hashes that the runtime can ask trie roots with. */
export const trieHashes = { blake2: blake2b256, keccak: keccak256 } as const satisfies Record<
  string,
  TrieHash
>

/** The root of a child trie without keys. */
export const EMPTY_CHILD_ROOT = trieRoot(trieHashes.blake2, [], 0)

/** The root of the trie with these keys and values; of a key that comes twice the last value counts. */
export function trieRoot(
  hash: TrieHash,
  entries: Iterable<readonly [Uint8Array, Uint8Array]>,
  version: StateVersion,
): Uint8Array {
  const trie = StateTrie.at(new TrieLoader({ load: () => undefined, hash }), undefined)
  for (const [key, value] of entries) trie.insert(key, value, version)
  return trie.commit().root
}

/** The root of the trie that has the values at the SCALE compact integers 0, 1, 2 ... */
export function orderedTrieRoot(
  hash: TrieHash,
  values: readonly Uint8Array[],
  version: StateVersion,
): Uint8Array {
  const entries = values.map((value, index) => [compactKey(index), value] as const)
  return trieRoot(hash, entries, version)
}

function compactKey(index: number): Uint8Array {
  const key = new Uint8Array(compactLength(index))
  writeCompact(key, 0, index)
  return key
}
