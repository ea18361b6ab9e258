import { createHash } from 'node:crypto'
import { createKeccak } from 'hash-wasm'
import { keccak256 } from '../../primitives/keccak256.ts'
import { blake2b128, blake2b256 } from '../hashing/blake2b.ts'
import { twox, twox128 } from '../hashing/twox.ts'
import type { HostFunction, HostFunctions } from './host-function.ts'

const keccak512 = await createKeccak(512)

/**
 * Hashes; the digest comes back by plain pointer.
 * @see https://spec.polkadot.network/chap-host-api#sect-hashing-api
 */
export const hashingFunctions: HostFunctions = {
  ext_hashing_keccak_256_version_1: hash(keccak256),
  ext_hashing_keccak_512_version_1: hash((bytes) =>
    keccak512.init().update(bytes).digest('binary'),
  ),
  ext_hashing_sha2_256_version_1: hash((bytes) => createHash('sha256').update(bytes).digest()),
  ext_hashing_blake2_128_version_1: hash(blake2b128),
  ext_hashing_blake2_256_version_1: hash(blake2b256),
  ext_hashing_twox_64_version_1: hash((bytes) => twox(bytes, 1)),
  ext_hashing_twox_128_version_1: hash(twox128),
  ext_hashing_twox_256_version_1: hash((bytes) => twox(bytes, 4)),
}

function hash(digest: (bytes: Uint8Array) => Uint8Array): HostFunction {
  return {
    parameters: ['i64'],
    result: 'i32',
    bind:
      (host) =>
      (pointer = 0, length = 0) =>
        host.give(digest(host.memory.view(pointer >>> 0, length >>> 0))),
  }
}
