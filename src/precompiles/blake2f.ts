import type { Gas } from '../primitives/quantity.ts'
import { type Blake2fKernel, createBlake2fKernel, FLAGS_ADDRESS } from './blake2f-kernel.ts'

const INPUT_LENGTH = 213
const STATE_LENGTH = 64
const FLAG_OFFSET = 212

// Made by the first use: compiling it takes 10 ms, and hardly anybody calls it.
let kernel: Blake2fKernel | undefined

/**
 * 0x09: the compression function of BLAKE2b. Input: rounds (4 bytes, big-endian), state (64), message block (128),
 * offset counter (16), last block or not (1). Refuses any other length and any flag but 0 and 1.
 *
 * Time: proportional to the rounds, of which there may be 2^32 - 1.
 * @see https://eips.ethereum.org/EIPS/eip-152
 */
export function blake2f(input: Uint8Array): Uint8Array | undefined {
  const flag = input[FLAG_OFFSET]
  if (input.length !== INPUT_LENGTH || flag === undefined || flag > 1) return undefined
  kernel ??= createBlake2fKernel()
  const memory = new Uint8Array(kernel.memory.buffer)
  memory.set(input.subarray(4, FLAG_OFFSET)) // the kernel's numbers lie as the input's do
  memory.fill(flag === 1 ? 0xff : 0, FLAGS_ADDRESS, FLAGS_ADDRESS + 8)
  kernel.compress(rounds(input))
  return memory.slice(0, STATE_LENGTH)
}

/** One gas a round; input of a wrong length costs nothing and is refused. */
export function blake2fGas(input: Uint8Array): Gas {
  return input.length === INPUT_LENGTH ? BigInt(rounds(input)) : 0n
}

function rounds(input: Uint8Array): number {
  return new DataView(input.buffer, input.byteOffset).getUint32(0)
}
