import wabt from 'wabt'
import { Overlay } from '../../../src/substrate-host/overlay/overlay.ts'
import type { CallContext } from '../../../src/substrate-host/runtime/call-context.ts'
import { MapStorage } from '../map-storage.ts'

/** Where the heap of a runtime that `watRuntime` makes begins. */
export const HEAP_BASE = 131_072

/** A runtime with these imports, functions and data: memory, `__heap_base` and the name `env` are there. */
export async function watRuntime(imports: string, body: string): Promise<Uint8Array> {
  return assemble(`(module
    (import "env" "memory" (memory 3))
    ${imports}
    (global (export "__heap_base") i32 (i32.const ${HEAP_BASE}))
    ${body})`)
}

/** The Wasm of a text. */
export async function assemble(text: string): Promise<Uint8Array> {
  const { parseWat } = await wabt()
  return new Uint8Array(parseWat('runtime.wat', text).toBinary({}).buffer)
}

/** A call on a state without keys. */
export function emptyContext(): CallContext {
  const state = new MapStorage()
  return { overlay: new Overlay(state, state) }
}
