import { createHash } from 'node:crypto'
import { concatBytes } from '../../src/primitives/concat-bytes.ts'
import { equalBytes } from '../../src/primitives/equal-bytes.ts'
import { fromBase58, toBase58 } from './base58.ts'

const ACCOUNT_LENGTH = 32
const CHECKSUM_LENGTH = 2
const LARGEST_ADDRESS = 35 + CHECKSUM_LENGTH
const PREIMAGE = new TextEncoder().encode('SS58PRE')

/** The format of chains that have none of their own. */
export const GENERIC_SS58_FORMAT = 42

/**
 * The SS58 address of a 32-byte account.
 * @param format of the chain, below 64
 * @see https://docs.polkadot.com/polkadot-protocol/basics/accounts/#ss58-format
 */
export function toSs58(account: Uint8Array, format: number = GENERIC_SS58_FORMAT): string {
  const payload = concatBytes([Uint8Array.of(format), account])
  return toBase58(concatBytes([payload, checksum(payload)]))
}

/** The 32-byte account of an SS58 address of any chain; undefined where the text is none. */
export function fromSs58(address: string): Uint8Array | undefined {
  if (address.length > 2 * LARGEST_ADDRESS) return undefined // base 58 takes quadratic time
  const bytes = fromBase58(address)
  if (bytes === undefined) return undefined
  const prefixLength = (bytes[0] ?? 0) & 0x40 ? 2 : 1
  const end = prefixLength + ACCOUNT_LENGTH
  if (bytes.length !== end + CHECKSUM_LENGTH) return undefined
  const isIntact = equalBytes(checksum(bytes.subarray(0, end)), bytes.subarray(end))
  return isIntact ? bytes.slice(prefixLength, end) : undefined
}

function checksum(payload: Uint8Array): Uint8Array {
  const digest = createHash('blake2b512').update(PREIMAGE).update(payload).digest()
  return digest.subarray(0, CHECKSUM_LENGTH)
}
