import { BYTES32_LENGTH, type Bytes32, bytes32 } from './bytes32.ts'
import { WrongLengthError } from './wrong-length-error.ts'

const EMPTY = new Uint8Array(0)

/**
 * A number as its shortest big-endian bytes, as RLP writes scalars: 0 is no byte at all.
 * @param value Not negative.
 */
export function toMinimalBytes(value: bigint): Uint8Array {
  if (value === 0n) return EMPTY
  const digits = value.toString(16)
  return new Uint8Array(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex'))
}

/**
 * A number as 32 big-endian bytes.
 * @param value 0 to 2^256 - 1.
 * @throws WrongLengthError when it does not fit.
 */
export function toBytes32(value: bigint): Bytes32 {
  if (value >> 256n !== 0n) {
    throw new WrongLengthError('A word', BYTES32_LENGTH, Math.ceil(value.toString(16).length / 2))
  }
  const word = new Uint8Array(BYTES32_LENGTH)
  writeWord(word, 0, value)
  return bytes32(word)
}

/**
 * Writes a number as 32 big-endian bytes at `offset` of `target`.
 * @param value 0 to 2^256 - 1; what is above is cut off.
 */
export function writeWord(target: Uint8Array, offset: number, value: bigint): void {
  const view = new DataView(target.buffer, target.byteOffset + offset, BYTES32_LENGTH)
  view.setBigUint64(0, value >> 192n) // takes the low 64 bits
  view.setBigUint64(8, value >> 128n)
  view.setBigUint64(16, value >> 64n)
  view.setBigUint64(24, value)
}

/** The number that big-endian bytes of any length name; 0 for none. */
export function toBigint(bytes: Uint8Array): bigint {
  if (bytes.length === BYTES32_LENGTH) return readWord(bytes, 0)
  if (bytes.length === 0) return 0n
  const digits = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')
  return BigInt(`0x${digits}`)
}

/** The number in the 32 big-endian bytes at `offset` of `source`. */
export function readWord(source: Uint8Array, offset: number): bigint {
  const view = new DataView(source.buffer, source.byteOffset + offset, BYTES32_LENGTH)
  const high = (view.getBigUint64(0) << 64n) | view.getBigUint64(8)
  const low = (view.getBigUint64(16) << 64n) | view.getBigUint64(24)
  return (high << 128n) | low
}
