import type { Address } from './address.ts'
import { type Hex, toHex } from './hex.ts'
import { keccak256 } from './keccak256.ts'

/**
 * An address as hex text whose letter case is a checksum.
 *
 * A letter is upper case where the hash of the lower-case text has a digit of 8 or more at its place.
 * @see https://eips.ethereum.org/EIPS/eip-55
 */
export function toChecksumAddress(address: Address): Hex {
  const digits = toHex(address).slice(2)
  const hash = toHex(keccak256(Buffer.from(digits, 'latin1'))).slice(2)
  const cased = Array.from(digits, (digit, i) =>
    (hash[i] ?? '0') >= '8' ? digit.toUpperCase() : digit,
  )
  return `0x${cased.join('')}`
}
