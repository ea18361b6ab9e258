import xxhash from 'xxhash-wasm'

const { h64Raw } = await xxhash()

/** XXH64 of `bytes` with the seeds 0, 1 ... as little-endian words, one after the other: TwoX of `words` times 64 bits. */
export function twox(bytes: Uint8Array, words: number): Uint8Array {
  const digest = new Uint8Array(8 * words)
  const view = new DataView(digest.buffer)
  for (let word = 0; word < words; word++) {
    view.setBigUint64(8 * word, h64Raw(bytes, BigInt(word)), true)
  }
  return digest
}

/** `twox` with 128 bits, the hash of the names of pallets and storages. */
export function twox128(bytes: Uint8Array): Uint8Array {
  return twox(bytes, 2)
}
