import { createHash } from 'node:crypto'
import type { Address } from '../../primitives/address.ts'
import { toBytes32 } from '../../primitives/big-endian.ts'
import { bytes32, type Hash } from '../../primitives/bytes32.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { fromHex } from '../../primitives/hex.ts'
import type { Log } from '../message/log.ts'

/** Requests of one type to the consensus layer (EIP-7685). */
export interface Requests {
  readonly type: number
  /** The requests one after the other, as the type encodes them. */
  readonly data: Uint8Array
}

/** Type of the requests that deposits are. */
export const DEPOSIT_REQUESTS = 0x00

/** `DepositEvent(bytes,bytes,bytes,bytes,bytes)` */
const DEPOSIT_TOPIC = fromHex('0x649bbc62d0e31342afea4e5cd82d4049e7e1ee912fc0889aa790803be39038c5')
/** Fields of the event, with the place of their length in its data: public key, credentials, amount, signature, index. */
const depositFields = [
  { at: 160, length: 48 },
  { at: 256, length: 32 },
  { at: 320, length: 8 },
  { at: 384, length: 96 },
  { at: 512, length: 8 },
] as const
const DEPOSIT_DATA_LENGTH = 576

/**
 * The deposits that the deposit contract logged, undefined when one of its events is none.
 * @see https://eips.ethereum.org/EIPS/eip-6110
 */
export function depositRequests(
  logs: readonly Log[],
  depositContract: Address,
): Uint8Array | undefined {
  const deposits = logs
    .filter(({ address, topics }) => {
      const [topic] = topics
      return equalBytes(address, depositContract) && topic && equalBytes(topic, DEPOSIT_TOPIC)
    })
    .map(({ data }) => depositOf(data))
  const whole = deposits.filter((deposit) => deposit !== undefined)
  return whole.length === deposits.length ? new Uint8Array(Buffer.concat(whole)) : undefined
}

function depositOf(data: Uint8Array): Uint8Array | undefined {
  if (data.length !== DEPOSIT_DATA_LENGTH) return undefined
  const wordAt = (offset: number): Uint8Array => data.subarray(offset, offset + 32)
  const isWellFormed = depositFields.every(
    ({ at, length }, index) =>
      equalBytes(wordAt(32 * index), toBytes32(BigInt(at))) &&
      equalBytes(wordAt(at), toBytes32(BigInt(length))),
  )
  if (!isWellFormed) return undefined
  return Buffer.concat(
    depositFields.map(({ at, length }) => data.subarray(at + 32, at + 32 + length)),
  )
}

/**
 * What the header says of a block's requests: the SHA-256 of the digests of each type's requests; types without any do
 * not count.
 * @see https://eips.ethereum.org/EIPS/eip-7685
 */
export function requestsHash(requests: readonly Requests[]): Hash {
  const outer = createHash('sha256')
  for (const { type, data } of requests) {
    if (data.length === 0) continue
    outer.update(createHash('sha256').update(Uint8Array.of(type)).update(data).digest())
  }
  return bytes32(new Uint8Array(outer.digest()))
}
