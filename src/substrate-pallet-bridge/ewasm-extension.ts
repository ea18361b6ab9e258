import type { PalletEngine } from './engine/pallet-engine.ts'
import type { StorageReads } from './storage/storage-reads.ts'

/** A host function of the shape `(i64) -> i64` with bytes both ways, over the storage as the runtime sees it. */
export type EwasmHostFunction = (message: Uint8Array, storage: StorageReads) => Uint8Array

/**
 * The host functions that `pallet-ewasm` imports, by name: rows for the extension table of whatever runs the runtime.
 *
 * The engine is reached by a plain function call. What fails comes back as bytes; nothing is thrown through the runtime.
 */
export function ewasmExtension(engine: PalletEngine): {
  readonly ext_ewasm_call_version_1: EwasmHostFunction
} {
  return { ext_ewasm_call_version_1: (message, storage) => engine.run(message, storage) }
}
