import { Decompress } from 'fzstd'
import { concatBytes } from '../../primitives/concat-bytes.ts'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { InvalidRuntimeError } from './invalid-runtime-error.ts'

/** What compressed code begins with; a Zstandard frame follows. */
const PREFIX = Uint8Array.of(0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05)
/** Code that is larger once decompressed is refused, as in other nodes. */
export const MAX_CODE_LENGTH = 50 * 1024 * 1024
/** A few bytes of input can stand for 128 KiB of output: a piece of this size stands for 32 MiB at most. */
const PIECE = 1024

/**
 * The Wasm of what is stored under `:code`, which may be compressed.
 * @throws InvalidRuntimeError
 */
export function decompressCode(code: Uint8Array): Uint8Array {
  if (!equalBytes(code.subarray(0, PREFIX.length), PREFIX)) return code
  return inflate(code.subarray(PREFIX.length))
}

function inflate(frame: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  const stream = new Decompress((part) => {
    parts.push(part)
    length += part.length
  })
  for (let at = 0; at < frame.length; at += PIECE) {
    try {
      stream.push(frame.subarray(at, at + PIECE), at + PIECE >= frame.length)
    } catch (cause) {
      throw new InvalidRuntimeError('its compressed code is damaged', cause)
    }
    if (length > MAX_CODE_LENGTH) throw new InvalidRuntimeError('its code is too large')
  }
  return concatBytes(parts)
}
