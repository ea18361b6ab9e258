import { p256 } from './p256-library.ts'

const INPUT_LENGTH = 160
const EMPTY = new Uint8Array()

/**
 * 0x100: whether a signature over secp256r1 is valid: 1 as 32 bytes, or empty output. Input: hash, r, s, x, y, 32 bytes
 * each. Never refuses. Any s within the order counts, also the upper half.
 * @throws PrecompileNotReadyError
 * @see https://eips.ethereum.org/EIPS/eip-7951
 */
export function p256Verify(input: Uint8Array): Uint8Array {
  if (input.length !== INPUT_LENGTH || !isValidSignature(input)) return EMPTY
  const output = new Uint8Array(32)
  output[31] = 1
  return output
}

function isValidSignature(input: Uint8Array): boolean {
  const curve = p256()
  const publicKey = new Uint8Array(65)
  publicKey[0] = 4 // uncompressed
  publicKey.set(input.subarray(96), 1)
  try {
    const options = { prehash: false, lowS: false }
    return curve.verify(input.subarray(32, 96), input.subarray(0, 32), publicKey, options)
  } catch {
    return false // numbers out of range, or no point of the curve
  }
}
