import { decompress } from 'fzstd'
import { equalBytes } from '../../primitives/equal-bytes.ts'
import { checkFrame } from './check-frame.ts'
import { InvalidRuntimeError } from './invalid-runtime-error.ts'

/** What compressed code begins with; a Zstandard frame follows. */
const PREFIX = Uint8Array.of(0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05)
/** Code that is larger once decompressed is refused, as in other nodes. */
const MAX_CODE_LENGTH = 50 * 1024 * 1024

/**
 * The Wasm of what is stored under `:code`, which may be compressed.
 * @throws InvalidRuntimeError
 */
export function decompressCode(code: Uint8Array): Uint8Array {
  if (!equalBytes(code.subarray(0, PREFIX.length), PREFIX)) return code
  const frame = code.subarray(PREFIX.length)
  const fault = checkFrame(frame, MAX_CODE_LENGTH)
  if (fault !== undefined) throw new InvalidRuntimeError(`of its compressed code, ${fault}`)
  return inflate(frame)
}

function inflate(frame: Uint8Array): Uint8Array {
  try {
    return decompress(frame)
  } catch (cause) {
    throw new InvalidRuntimeError('its compressed code is damaged', cause)
  }
}
