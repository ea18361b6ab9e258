import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import type { GuestHost } from '../runtime/guest-host.ts'
import type { HostFunction, HostFunctions } from './host-function.ts'
import { stateVersion } from './state-version.ts'
import { orderedTrieRoot, type TrieHash, trieHashes, trieRoot } from './trie-root.ts'
import { verifyProof } from './verify-proof.ts'

const HASH_LENGTH = 32

const { blake2, keccak } = trieHashes

/**
 * Roots and proofs of tries that are in no storage.
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
  ext_trie_blake2_256_verify_proof_version_1: verifies(blake2, 1),
  ext_trie_blake2_256_verify_proof_version_2: verifies(blake2, 2),
  ext_trie_keccak_256_verify_proof_version_1: verifies(keccak, 1),
  ext_trie_keccak_256_verify_proof_version_2: verifies(keccak, 2),
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

/** As with roots, version 1 knows version 0 of the trie only. */
function verifies(hash: TrieHash, version: 1 | 2): HostFunction {
  const parameters = ['i32', 'i64', 'i64', 'i64'] as const
  return {
    parameters: version === 1 ? parameters : [...parameters, 'i32'],
    result: 'i32',
    bind:
      (host) =>
      (
        root = 0,
        proof = 0,
        proofLength = 0,
        key = 0,
        keyLength = 0,
        value = 0,
        length = 0,
        trie = 0,
      ) => {
        const nodes = host.memory.copy(proof >>> 0, proofLength >>> 0)
        const reader = new ScaleReader(nodes, 'Vec<Vec<u8>>')
        const proven = {
          root: host.memory.copy(root >>> 0, HASH_LENGTH),
          proof: reader.list(() => reader.bytes()),
          key: host.memory.copy(key >>> 0, keyLength >>> 0),
          value: host.memory.copy(value >>> 0, length >>> 0),
        }
        return verifyProof(proven, hash, stateVersion(trie)) ? 1 : 0
      },
  }
}

function rootOfPairs(hash: TrieHash, input: Uint8Array, version: 0 | 1): Uint8Array {
  const reader = new ScaleReader(input, 'Vec<(Vec<u8>, Vec<u8>)>')
  return trieRoot(
    hash,
    reader.list(() => [reader.bytes(), reader.bytes()] as const),
    version,
  )
}

function rootOfValues(hash: TrieHash, input: Uint8Array, version: 0 | 1): Uint8Array {
  const reader = new ScaleReader(input, 'Vec<Vec<u8>>')
  return orderedTrieRoot(
    hash,
    reader.list(() => reader.bytes()),
    version,
  )
}
