import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { withLargeStack } from '../../engine/large-stack.ts'
import type { EwasmHostFunction } from '../ewasm-extension.ts'
import type { EngineFailure } from '../message/engine-failure.ts'
import { encodePalletAnswer } from '../message/pallet-answer.ts'
import type { StorageReads } from '../storage/storage-reads.ts'
import { newGate, receiveBlocking } from './blocking-port.ts'
import type {
  ExtensionThreadStart,
  FromExtensionThread,
  ToExtensionThread,
} from './extension-thread-entry.ts'
import type { SidecarClientOptions } from './sidecar-client.ts'

/** The host functions of `pallet-ewasm`, over a socket. */
export interface SidecarExtension {
  readonly ext_ewasm_call_version_1: EwasmHostFunction
  close(): void
}

/** Time for the answer to come from the thread that talks to the engine, beyond the time that the engine has. */
const SLACK_MS = 1_000
const DEFAULT_ANSWER_TIMEOUT_MS = 15_000
const CLIENT_STACK_MB = 4

/**
 * The host functions of `pallet-ewasm` with the engine in another process: a row for the extension table of whatever runs the
 * runtime. A host function cannot wait for a promise, so another thread talks to the engine while this one stands still.
 *
 * An engine that dies, answers garbage or answers late is answered for with the failure that says so; nothing is thrown.
 */
export function openSidecarExtension(options: SidecarClientOptions): SidecarExtension {
  const extension = new Extension(options)
  return {
    ext_ewasm_call_version_1: (message, storage) => extension.run(message, storage),
    close: () => extension.close(),
  }
}

interface Thread {
  readonly port: MessagePort
  readonly abort: AbortController
}

class Extension {
  readonly #options: SidecarClientOptions
  readonly #timeoutMs: number
  readonly #gate = newGate()
  #thread: Thread | undefined

  constructor(options: SidecarClientOptions) {
    this.#options = options
    this.#timeoutMs = (options.answerTimeoutMs ?? DEFAULT_ANSWER_TIMEOUT_MS) + SLACK_MS
    this.#thread = this.#begin()
  }

  run(message: Uint8Array, storage: StorageReads): Uint8Array {
    this.#thread ??= this.#begin()
    const { port } = this.#thread
    this.#post(port, { kind: 'run', message })
    const end = performance.now() + this.#timeoutMs
    for (;;) {
      const left = Math.max(0, end - performance.now())
      const received = receiveBlocking(port, this.#gate, left) as FromExtensionThread | undefined
      if (received === undefined) return this.#giveUp('timedOut')
      if (received.kind === 'answer') return received.answer
      if (received.kind === 'ready') continue
      const value = readOf(storage, received)
      if (!value.ok) return this.#giveUp('fault')
      this.#post(port, { kind: 'value', value: value.value })
    }
  }

  close(): void {
    this.#thread?.abort.abort()
    this.#thread?.port.close()
    this.#thread = undefined
  }

  /** What the thread says later is of no use: the next message gets a new one. */
  #giveUp(failure: EngineFailure): Uint8Array {
    this.close()
    return encodePalletAnswer({ ok: false, failure })
  }

  #post(port: MessagePort, message: ToExtensionThread): void {
    port.postMessage(message)
  }

  #begin(): Thread {
    const { port1, port2 } = new MessageChannel()
    const argument: ExtensionThreadStart = { port: port2, gate: this.#gate, client: this.#options }
    const file = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const module = new URL(`./extension-thread-entry.${file}`, import.meta.url)
    const abort = new AbortController()
    withLargeStack(
      { module, exportName: 'serveExtension', argument },
      {
        transfer: [port2],
        signal: abort.signal,
        isService: true,
        stackSizeMb: CLIENT_STACK_MB,
      },
      // It ends only when it is told to, or breaks down: then a message waits for its time to be over.
    ).catch(() => undefined)
    return { port: port1, abort }
  }
}

/** A storage that throws is the node's fault, and must not throw through the runtime. */
function readOf(
  storage: StorageReads,
  { operation, key }: FromExtensionThread & { kind: 'read' },
): { readonly ok: true; readonly value: Uint8Array | undefined } | { readonly ok: false } {
  try {
    return { ok: true, value: storage[operation](key) }
  } catch {
    return { ok: false }
  }
}
