/**
 * 0x04: the input itself, copied.
 * @see Yellow Paper, appendix E.1
 */
export function identity(input: Uint8Array): Uint8Array {
  return input.slice()
}
