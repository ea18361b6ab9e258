import { GantryError } from './gantry-error.ts'

/** Hex text with the `0x` prefix. */
export type Hex = `0x${string}`

/** Text that should have been hex is not: wrong prefix, odd length or a character outside 0-9a-fA-F. */
export class InvalidHexError extends GantryError {
  readonly code = 'INVALID_HEX'

  constructor(text: string) {
    super(`Expected hex bytes such as 0x00ff, got ${JSON.stringify(text.slice(0, 80))}.`)
  }
}

/** The bytes as lower-case hex with the `0x` prefix. */
export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}`
}

/**
 * The bytes that `text` names, with or without the `0x` prefix.
 * @throws InvalidHexError
 */
export function fromHex(text: string): Uint8Array {
  const digits = text.startsWith('0x') || text.startsWith('0X') ? text.slice(2) : text
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) throw new InvalidHexError(text)
  return new Uint8Array(Buffer.from(digits, 'hex'))
}
