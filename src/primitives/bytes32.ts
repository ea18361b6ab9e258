import type { Brand } from './brand.ts'
import { WrongLengthError } from './wrong-length-error.ts'

/** A 32-byte word, big-endian where it stands for a number. Never written to after it was made. */
export type Bytes32 = Brand<Uint8Array, 'Bytes32'>

/** A Keccak-256 digest, or another 32-byte digest where the name says so. */
export type Hash = Bytes32

/** The Keccak-256 digest of a contract's code. */
export type CodeHash = Hash

export const BYTES32_LENGTH = 32

/**
 * Takes `bytes` (32 bytes, not copied) as a word.
 * @throws WrongLengthError
 */
export function bytes32(bytes: Uint8Array): Bytes32 {
  if (bytes.length !== BYTES32_LENGTH) {
    throw new WrongLengthError('A 32-byte word', BYTES32_LENGTH, bytes.length)
  }
  return bytes as Bytes32
}

export const ZERO_BYTES32: Bytes32 = bytes32(new Uint8Array(BYTES32_LENGTH))
