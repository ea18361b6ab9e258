import { readWord } from '../primitives/big-endian.ts'
import { bytes32 } from '../primitives/bytes32.ts'
import { recoverAddress } from '../primitives/secp256k1.ts'
import { inputBytes } from './input-word.ts'

const EMPTY = new Uint8Array()

/**
 * 0x01: the address that signed a hash, left-padded to 32 bytes. Input: hash, v (27 or 28), r, s, 32 bytes each. Empty
 * output when the signature fits no key; never refuses.
 * @see Yellow Paper, appendix E.1
 */
export function ecrecover(input: Uint8Array): Uint8Array {
  const words = inputBytes(input, 0, 128)
  const v = readWord(words, 32)
  if (v !== 27n && v !== 28n) return EMPTY
  const hash = bytes32(words.subarray(0, 32))
  const signer = recoverAddress(hash, readWord(words, 64), readWord(words, 96), v === 28n ? 1 : 0)
  if (signer === undefined) return EMPTY
  const output = new Uint8Array(32)
  output.set(signer, 12)
  return output
}
