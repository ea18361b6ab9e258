import { BYTES32_LENGTH, bytes32, type Hash } from './bytes32.ts'
import { createKeccakKernel, KERNEL_DATA_START, phase } from './keccak-kernel.ts'
import { KECCAK_RATE } from './keccak-padding.ts'

const PAGE = 65_536
const DIGEST = KERNEL_DATA_START
const CHUNK = DIGEST + BYTES32_LENGTH
/** Longest part of a message that is absorbed at once; room for the padding stays behind it. */
const CHUNK_LENGTH = KECCAK_RATE * (Math.floor((PAGE - CHUNK) / KECCAK_RATE) - 1)
const ONLY = phase.first | phase.last

const kernelMemory = new WebAssembly.Memory({ initial: 1, maximum: 1 })
const absorb = createKeccakKernel(kernelMemory)
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
