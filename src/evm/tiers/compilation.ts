import type { MessagePort } from 'node:worker_threads'
import type { Revision } from '../../engine/revision.ts'

/** What the thread that compiles is asked for. */
export interface CompilationRequest {
  /** The asker's number for it. */
  readonly id: number
  readonly code: Uint8Array
  readonly hash: Uint8Array
  readonly family: Revision
}

/** How a compilation ended. */
export type CompilationOutcome =
  | { readonly ok: true; readonly module: WebAssembly.Module; readonly moduleBytes: number }
  | { readonly ok: false; readonly reason: string }

/** What it answers. */
export interface CompilationReply {
  readonly id: number
  readonly outcome: CompilationOutcome
}

/** An exported function of type `EvmTranslator`, as another thread can find it. */
export interface TranslatorModule {
  readonly module: string
  readonly exportName: string
}

/** What the thread starts with. */
export interface CompilationService {
  readonly port: MessagePort
  /** Its first element goes up after each reply, so that the asker need not look into the port to see that there is none. */
  readonly replies: Int32Array
  readonly translator: TranslatorModule
  /** Where compiled modules are kept on disk. */
  readonly directory: string | undefined
}
