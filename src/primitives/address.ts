import type { Brand } from './brand.ts'
import { WrongLengthError } from './wrong-length-error.ts'

/** A 20-byte account address. Never written to after it was made. */
export type Address = Brand<Uint8Array, 'Address'>

export const ADDRESS_LENGTH = 20

/**
 * Takes `bytes` (20 bytes, not copied) as an address.
 * @throws WrongLengthError
 */
export function address(bytes: Uint8Array): Address {
  if (bytes.length !== ADDRESS_LENGTH) {
    throw new WrongLengthError('An address', ADDRESS_LENGTH, bytes.length)
  }
  return bytes as Address
}

/** The address of 20 zero bytes: recipient of a create message, coinbase of an unmined block. */
export const ZERO_ADDRESS: Address = address(new Uint8Array(ADDRESS_LENGTH))
