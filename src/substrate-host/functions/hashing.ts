import { createHash } from 'node:crypto'
import { createKeccak } from 'hash-wasm'
import { keccak256 } from '../../primitives/keccak256.ts'
import { blake2b128, blake2b256 } from '../hashing/blake2b.ts'
import { RememberedDigests } from '../hashing/remembered-digests.ts'
import { twox, twox128 } from '../hashing/twox.ts'
import type { HostFunction, HostFunctions } from './host-function.ts'

/** Longer inputs are hashed each time. */
const LONGEST_REMEMBERED = 64

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
  ext_hashing_blake2_128_version_1: hashOfKey(blake2b128),
  ext_hashing_blake2_256_version_1: hash(blake2b256),
  ext_hashing_twox_64_version_1: hashOfKey((bytes) => twox(bytes, 1)),
  ext_hashing_twox_128_version_1: hashOfKey(twox128),
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

/**
 * A hash that runtimes make keys of: names of pallets and storages at every access, and the same accounts again and again. A
 * transfer takes 86 TwoX and 36 BLAKE2b of this kind; one that is remembered takes half of the time.
 */
function hashOfKey(digest: (bytes: Uint8Array) => Uint8Array): HostFunction {
  const remembered = new RememberedDigests()
  return {
    parameters: ['i64'],
    result: 'i32',
    bind:
      (host) =>
      (pointer = 0, length = 0) => {
        const { memory } = host
        if (length >>> 0 > LONGEST_REMEMBERED) {
          return host.give(digest(memory.view(pointer >>> 0, length >>> 0)))
        }
        const name = memory.name(pointer >>> 0, length)
        const known = remembered.get(name)
        if (known !== undefined) return host.give(known)
        const made = digest(memory.view(pointer >>> 0, length))
        remembered.set(name, made)
        return host.give(made)
      },
  }
}
