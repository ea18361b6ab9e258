/**
 * `length` bytes of `input` from `offset` on. What lies behind the end of the input reads as zero, as precompiles see it.
 * @returns a copy
 */
export function inputBytes(input: Uint8Array, offset: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  bytes.set(input.subarray(offset, offset + length))
  return bytes
}
