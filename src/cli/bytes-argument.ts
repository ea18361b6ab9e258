import { readFileSync } from 'node:fs'
import { fromHex, InvalidHexError } from '../primitives/hex.ts'
import type { CommandArguments } from './command-arguments.ts'

/**
 * The bytes that an option gives: hex, or `@file` for a file of bytes, or of hex text beginning with 0x. Empty when the
 * option is not there.
 * @throws UsageError
 */
export function bytesArgument(args: CommandArguments, name: string): Uint8Array {
  const text = args.text(name) ?? ''
  try {
    if (!text.startsWith('@')) return fromHex(text)
    const bytes = new Uint8Array(readFileSync(text.slice(1)))
    const isHexText = bytes[0] === 0x30 && bytes[1] === 0x78
    return isHexText ? fromHex(new TextDecoder().decode(bytes).trim()) : bytes
  } catch (error) {
    if (error instanceof InvalidHexError) throw args.usageError(`--${name}: ${error.shortMessage}`)
    throw error
  }
}
