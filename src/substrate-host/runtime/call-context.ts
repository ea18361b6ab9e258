import type { VerifiedSignatures } from '../crypto/verified-signatures.ts'
import type { Overlay } from '../overlay/overlay.ts'
import type { StorageView } from '../storage-view.ts'
import type { Keystore } from './keystore.ts'
import type { OffchainContext } from './offchain-context.ts'

/**
 * A host function that is not of the specification, of the shape `(i64) -> i64` with bytes both ways, such as
 * `ext_ewasm_call_version_1`. Sees the storage as the runtime sees it at that moment, and only reads it.
 *
 * It gives its failures back as bytes; what it throws ends the call of the runtime.
 */
export type Extension = (input: Uint8Array, storage: StorageView) => Uint8Array

/** Severity of a runtime's log line, as the runtime counts them; a sink for `3` gets 1, 2 and 3. */
export const logLevel = { off: 0, error: 1, warn: 2, info: 3, debug: 4, trace: 5 } as const
export type LogLevel = (typeof logLevel)[keyof typeof logLevel]

/** Where a runtime's log lines go. */
export interface LogSink {
  /** The runtime does not even format lines above it. */
  readonly maxLevel: LogLevel
  log(level: LogLevel, target: string, message: string): void
}

/** What one call of a runtime works with. */
export interface CallContext {
  /** Its transactions that are open now stay open; those that the call leaves open are rolled back. */
  readonly overlay: Overlay
  /** By name; a runtime that imports a function that is neither here nor in the specification traps when it calls it. */
  readonly extensions?: Readonly<Record<string, Extension>>
  readonly log?: LogSink
  /** Good signatures that need not be verified again. */
  readonly signatures?: VerifiedSignatures
  /** Without it there are no keys, and a runtime that wants to make one traps. */
  readonly keystore?: Keystore
  /** Of an off-chain worker; other calls trap where they use functions that only workers have. */
  readonly offchain?: OffchainContext
}
