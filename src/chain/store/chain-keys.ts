import type { Hash } from '../../primitives/bytes32.ts'

/** First bytes of the chain's keys in the store; the world state's are others (docs/state.md). */
const prefix = {
  /** Hash → block with senders. */
  block: 0x62, // b
  /** Number → hash and header. */
  header: 0x68, // h
  /** The hash of the head. */
  latest: 0x6c, // l
  /** Block hash → receipts. */
  receipts: 0x72, // r
  /** Transaction hash → number of the block and position in it. */
  transaction: 0x74, // t
} as const

export const latestKey: Uint8Array = Uint8Array.of(prefix.latest)
export const blockKey = (hash: Hash): Uint8Array => keyOf(prefix.block, hash)
export const receiptsKey = (hash: Hash): Uint8Array => keyOf(prefix.receipts, hash)
export const transactionKey = (hash: Hash): Uint8Array => keyOf(prefix.transaction, hash)
export const headerKey = (number: bigint): Uint8Array => keyOf(prefix.header, uint64(number))

/** Place of a transaction as it is stored: number of the block, 8 bytes, and position, 4 bytes, big-endian. */
export function encodePlace(number: bigint, index: number): Uint8Array {
  const bytes = new Uint8Array(12)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, number)
  view.setUint32(8, index)
  return bytes
}

/** The place in 12 stored bytes. */
export function decodePlace(bytes: Uint8Array): {
  readonly number: bigint
  readonly index: number
} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return { number: view.getBigUint64(0), index: view.getUint32(8) }
}

/** Big-endian, so that numbers sort. */
function uint64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, value)
  return bytes
}

function keyOf(first: number, rest: Uint8Array): Uint8Array {
  const key = new Uint8Array(1 + rest.length)
  key[0] = first
  key.set(rest, 1)
  return key
}
