import { createHash } from 'node:crypto'

/*
 * The file of one entry in the disk tier, numbers little-endian:
 *
 *   0  magic            8 bytes
 *   8  format version   u32
 *  12  key length       u32
 *  16  payload length   u32
 *  20  SHA-256 of key and payload
 *  52  key, payload
 */
const MAGIC = Buffer.from('GANTRYCC', 'latin1')
const FORMAT_VERSION = 1
const HEADER_LENGTH = 52

/** What a file turned out to be. `stale` is whole, but of another key or format. */
export type EntryFile =
  | { readonly kind: 'valid'; readonly payload: Uint8Array }
  | { readonly kind: 'stale' }
  | { readonly kind: 'corrupt' }

/** The bytes of the file that keeps `payload` under `key`. */
export function encodeEntryFile(key: string, payload: Uint8Array): Uint8Array {
  const keyBytes = Buffer.from(key)
  const header = Buffer.alloc(HEADER_LENGTH)
  MAGIC.copy(header)
  header.writeUInt32LE(FORMAT_VERSION, 8)
  header.writeUInt32LE(keyBytes.length, 12)
  header.writeUInt32LE(payload.length, 16)
  checksum(keyBytes, payload).copy(header, 20)
  return Buffer.concat([header, keyBytes, payload])
}

/** Reads an entry's file. Trusts nothing in it: any bytes may stand there. */
export function decodeEntryFile(file: Uint8Array, key: string): EntryFile {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length)
  if (bytes.length < HEADER_LENGTH || !bytes.subarray(0, 8).equals(MAGIC)) {
    return { kind: 'corrupt' }
  }
  if (bytes.readUInt32LE(8) !== FORMAT_VERSION) return { kind: 'stale' }
  const payloadOffset = HEADER_LENGTH + bytes.readUInt32LE(12)
  if (payloadOffset + bytes.readUInt32LE(16) !== bytes.length) return { kind: 'corrupt' }
  const keyBytes = bytes.subarray(HEADER_LENGTH, payloadOffset)
  const payload = bytes.subarray(payloadOffset)
  if (!checksum(keyBytes, payload).equals(bytes.subarray(20, HEADER_LENGTH))) {
    return { kind: 'corrupt' }
  }
  return keyBytes.equals(Buffer.from(key)) ? { kind: 'valid', payload } : { kind: 'stale' }
}

function checksum(key: Uint8Array, payload: Uint8Array): Buffer {
  return createHash('sha256').update(key).update(payload).digest()
}
