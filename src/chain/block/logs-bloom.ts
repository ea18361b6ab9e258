import { keccak256 } from '../../primitives/keccak256.ts'
import type { Log } from '../message/log.ts'

/** Bytes of a bloom filter. */
export const BLOOM_LENGTH = 256

/** The bloom filter of logs: three bits for each address and topic (Yellow Paper, section 4.3.1, M). */
export function logsBloom(logs: readonly Log[]): Uint8Array {
  const bloom = new Uint8Array(BLOOM_LENGTH)
  for (const { address, topics } of logs) {
    addToBloom(bloom, address)
    for (const topic of topics) addToBloom(bloom, topic)
  }
  return bloom
}

/** Adds every bit of `other` to `bloom`. */
export function mergeBloom(bloom: Uint8Array, other: Uint8Array): void {
  for (let i = 0; i < BLOOM_LENGTH; i++) bloom[i] = (bloom[i] ?? 0) | (other[i] ?? 0)
}

/** False when no log with this address or topic is behind the filter; true may be wrong. */
export function bloomMayContain(bloom: Uint8Array, value: Uint8Array): boolean {
  return bloomBits(value).every((bit) => ((bloom[byteOf(bit)] ?? 0) & maskOf(bit)) !== 0)
}

function addToBloom(bloom: Uint8Array, value: Uint8Array): void {
  for (const bit of bloomBits(value)) bloom[byteOf(bit)] = (bloom[byteOf(bit)] ?? 0) | maskOf(bit)
}

/** The numbers of the three bits, 0 to 2047: the low 11 bits of the digest's first three pairs of bytes. */
function bloomBits(value: Uint8Array): readonly number[] {
  const digest = keccak256(value)
  return [0, 2, 4].map((at) => (((digest[at] ?? 0) << 8) | (digest[at + 1] ?? 0)) & 0x7ff)
}

/** Bit 0 is the lowest bit of the last byte. */
function byteOf(bit: number): number {
  return BLOOM_LENGTH - 1 - (bit >> 3)
}

function maskOf(bit: number): number {
  return 1 << (bit & 7)
}
