import { hash } from 'node:crypto'

/**
 * 0x03: the RIPEMD-160 digest of the input, left-padded to 32 bytes.
 * @see Yellow Paper, appendix E.1
 */
export function ripemd160(input: Uint8Array): Uint8Array {
  const output = new Uint8Array(32)
  output.set(hash('ripemd160', input, 'buffer'), 12)
  return output
}
