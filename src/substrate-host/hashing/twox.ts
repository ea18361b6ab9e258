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

/** Longer inputs are hashed each time. */
const LONGEST_NAME = 64
const MOST_NAMES = 4096

const digests = new Map<string, Uint8Array>()

/**
 * `twox` with 128 bits. Runtimes hash the names of their pallets and storages at every access: the digests of short inputs
 * are remembered (0.3 µs where hashing takes 0.9 µs). Nobody writes to what is returned.
 */
export function twox128(bytes: Uint8Array): Uint8Array {
  if (bytes.length > LONGEST_NAME) return twox(bytes, 2)
  const name = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const known = digests.get(name)
  if (known !== undefined) return known
  const digest = twox(bytes, 2)
  if (digests.size === MOST_NAMES) digests.clear()
  digests.set(name, digest)
  return digest
}
