import { readFileSync } from 'node:fs'
import { GantryError } from '../primitives/gantry-error.ts'
import { fromHex, InvalidHexError } from '../primitives/hex.ts'

/** Contract code read from a file. */
export interface LoadedCode {
  /** `init` code deploys a contract when it runs; `runtime` code is what a deployed contract is. */
  readonly kind: 'runtime' | 'init'
  readonly bytes: Uint8Array
}

/** A file holds no code in any of the forms that are read. */
export class UnreadableCodeError extends GantryError {
  readonly code = 'UNREADABLE_CODE'

  constructor(path: string, reason: string) {
    super(`${path} holds no contract code: ${reason}.`, {
      details:
        'A Wasm module, hex text of one or of EVM bytecode, or the JSON of a compiled contract is expected.',
    })
  }
}

/**
 * Reads a module (`\0asm…`), hex text, or the JSON of a compiled contract, whose `deployedBytecode` counts before its
 * `bytecode`.
 * @throws UnreadableCodeError
 */
export function loadCode(path: string): LoadedCode {
  const bytes = new Uint8Array(readFileSync(path))
  if (bytes[0] === 0) return { kind: 'runtime', bytes }
  const text = new TextDecoder().decode(bytes).trim()
  if (text === '') throw new UnreadableCodeError(path, 'it is empty')
  if (text.startsWith('{')) return fromArtifact(path, text)
  try {
    return { kind: 'runtime', bytes: fromHex(text.replaceAll(/\s/g, '')) }
  } catch (error) {
    if (error instanceof InvalidHexError)
      throw new UnreadableCodeError(path, 'it is neither Wasm nor hex nor JSON')
    throw error
  }
}

function fromArtifact(path: string, text: string): LoadedCode {
  const { deployedBytecode, bytecode } = parse(path, text)
  if (typeof deployedBytecode === 'string') {
    return { kind: 'runtime', bytes: fromHex(deployedBytecode) }
  }
  if (typeof bytecode === 'string') return { kind: 'init', bytes: fromHex(bytecode) }
  throw new UnreadableCodeError(path, 'its JSON has no `bytecode`')
}

function parse(path: string, text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch (error) {
    throw new UnreadableCodeError(path, String(error))
  }
}
