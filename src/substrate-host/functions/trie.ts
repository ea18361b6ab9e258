import type { GuestHost } from '../runtime/guest-host.ts'
import { ScaleReader } from '../scale-reader.ts'
import type { HostFunction, HostFunctions } from './host-function.ts'
import { stateVersion } from './state-version.ts'
import { orderedTrieRoot, type TrieHash, trieHashes, trieRoot } from './trie-root.ts'

const { blake2, keccak } = trieHashes

/**
 * Roots of tries that are in no storage.
 * @see https://spec.polkadot.network/chap-host-api#sect-trie-api
 */
export const trieFunctions: HostFunctions = {
  ext_trie_blake2_256_root_version_1: rootOf(blake2, rootOfPairs, 1),
  ext_trie_blake2_256_root_version_2: rootOf(blake2, rootOfPairs, 2),
  ext_trie_blake2_256_ordered_root_version_1: rootOf(blake2, rootOfValues, 1),
  ext_trie_blake2_256_ordered_root_version_2: rootOf(blake2, rootOfValues, 2),
  ext_trie_keccak_256_root_version_1: rootOf(keccak, rootOfPairs, 1),
  ext_trie_keccak_256_root_version_2: rootOf(keccak, rootOfPairs, 2),
  ext_trie_keccak_256_ordered_root_version_1: rootOf(keccak, rootOfValues, 1),
  ext_trie_keccak_256_ordered_root_version_2: rootOf(keccak, rootOfValues, 2),
}

type RootOf = (hash: TrieHash, input: Uint8Array, version: 0 | 1) => Uint8Array

/** Version 2 of each function takes the version of the trie; before, there was only 0. */
function rootOf(hash: TrieHash, compute: RootOf, version: 1 | 2): HostFunction {
  const give = (host: GuestHost, pointer: number, length: number, trie: number): number => {
    const input = host.memory.copy(pointer >>> 0, length >>> 0)
    return host.give(compute(hash, input, stateVersion(trie)))
  }
  if (version === 1) {
    return {
      parameters: ['i64'],
      result: 'i32',
      bind:
        (host) =>
        (pointer = 0, length = 0) =>
          give(host, pointer, length, 0),
    }
  }
  return {
    parameters: ['i64', 'i32'],
    result: 'i32',
    bind:
      (host) =>
      (pointer = 0, length = 0, trie = 0) =>
        give(host, pointer, length, trie),
  }
}

function rootOfPairs(hash: TrieHash, input: Uint8Array, version: 0 | 1): Uint8Array {
  const reader = new ScaleReader(input, 'Vec<(Vec<u8>, Vec<u8>)>')
  return trieRoot(
    hash,
    reader.vector(() => [reader.bytes(), reader.bytes()] as const),
    version,
  )
}

function rootOfValues(hash: TrieHash, input: Uint8Array, version: 0 | 1): Uint8Array {
  const reader = new ScaleReader(input, 'Vec<Vec<u8>>')
  return orderedTrieRoot(
    hash,
    reader.vector(() => reader.bytes()),
    version,
  )
}
