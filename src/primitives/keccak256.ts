import { BYTES32_LENGTH, bytes32, type Hash } from './bytes32.ts'
import { createKeccakKernel, KECCAK_RATE, KERNEL_DATA_START, phase } from './keccak-kernel.ts'

// The kernel's memory: one page for `keccak256` itself, then the pages of `keccakMemory`.
const PAGE = 65_536
const CALLER_PAGES = 4
const DIGEST = KERNEL_DATA_START
const CHUNK = DIGEST + BYTES32_LENGTH
/** Longest part of a message that is absorbed at once; room for the padding stays behind it. */
const CHUNK_LENGTH = KECCAK_RATE * (Math.floor((PAGE - CHUNK) / KECCAK_RATE) - 1)
const ONLY = phase.first | phase.last

const { memory: kernelMemory, absorb } = createKeccakKernel(1 + CALLER_PAGES)
const memory = new Uint8Array(kernelMemory.buffer)

/** The Keccak-256 digest of `data` (the padding of Keccak, not that of FIPS 202). */
export function keccak256(data: Uint8Array): Hash {
  digest(data)
  return bytes32(memory.slice(DIGEST, DIGEST + BYTES32_LENGTH))
}

/** Writes the Keccak-256 digest of `source[offset .. offset + length)` to `target[targetOffset .. + 32)`. */
export function keccak256Into(
  source: Uint8Array,
  offset: number,
  length: number,
  target: Uint8Array,
  targetOffset: number,
): void {
  digest(source.subarray(offset, offset + length))
  for (let i = 0; i < BYTES32_LENGTH; i++) target[targetOffset + i] = memory[DIGEST + i] ?? 0
}

function digest(data: Uint8Array): void {
  if (data.length <= CHUNK_LENGTH) {
    memory.set(data, CHUNK)
    absorb(CHUNK, data.length, DIGEST, ONLY)
    return
  }
  let start = 0
  for (; data.length - start > CHUNK_LENGTH; start += CHUNK_LENGTH) {
    memory.set(data.subarray(start, start + CHUNK_LENGTH), CHUNK)
    absorb(CHUNK, CHUNK_LENGTH, DIGEST, start === 0 ? phase.first : 0)
  }
  memory.set(data.subarray(start), CHUNK)
  absorb(CHUNK, data.length - start, DIGEST, phase.last)
}

/**
 * Memory of the hash kernel that callers may fill, for `keccakInPlace`: hashing without a copy in or out.
 *
 * 256 KiB, one for the whole thread: what is in it lasts only until other code runs. `keccak256` does not touch it.
 */
export const keccakMemory: Uint8Array = memory.subarray(PAGE)

/** Bytes after a message in `keccakMemory` that `keccakInPlace` overwrites. */
export const KECCAK_PADDING = KECCAK_RATE

/**
 * Writes the Keccak-256 digest of `keccakMemory[offset .. offset + length)` to `keccakMemory[target .. + 32)`.
 *
 * Overwrites the `KECCAK_PADDING` bytes after the message, which must be inside the memory, before it writes the
 * digest.
 */
export function keccakInPlace(offset: number, length: number, target: number): void {
  absorb(PAGE + offset, length, PAGE + target, ONLY)
}
