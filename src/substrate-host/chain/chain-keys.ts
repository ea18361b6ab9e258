/** First bytes of the chain's keys in the store; those of the state are in storage/. */
const prefix = {
  /** Hash → block. */
  block: 0x62, // b
  /** Number → hash. */
  number: 0x78, // x
  /** Entries of the off-chain index. */
  offchain: 0x6f, // o
} as const

/** The best and the last final block. */
export const headsKey: Uint8Array = Uint8Array.of(0x68) // h

/** What block 0 is, and how all this is laid out. */
export const genesisKey: Uint8Array = Uint8Array.of(0x67) // g

export const blockKey = (hash: Uint8Array): Uint8Array => keyOf(prefix.block, hash)
export const offchainKey = (key: Uint8Array): Uint8Array => keyOf(prefix.offchain, key)

/** Numbers are big-endian, so that they sort. */
export function numberKey(number: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number))
  return keyOf(prefix.number, bytes)
}

function keyOf(first: number, rest: Uint8Array): Uint8Array {
  const key = new Uint8Array(1 + rest.length)
  key[0] = first
  key.set(rest, 1)
  return key
}
