import { hash } from 'node:crypto'

/**
 * 0x02: the SHA-256 digest of the input.
 * @see Yellow Paper, appendix E.1
 */
export function sha256(input: Uint8Array): Uint8Array {
  return new Uint8Array(hash('sha256', input, 'buffer'))
}
