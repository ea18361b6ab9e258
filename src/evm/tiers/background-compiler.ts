import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { withLargeStack } from '../../engine/large-stack.ts'
import type { ContractCode } from '../../engine/message.ts'
import type { Revision } from '../../engine/revision.ts'
import type {
  CompilationOutcome,
  CompilationReply,
  CompilationRequest,
  CompilationService,
  TranslatorModule,
} from './compilation.ts'

/** A code that another thread compiled, or refused. */
export interface Compilation {
  readonly code: ContractCode
  readonly family: Revision
  readonly outcome: CompilationOutcome
}

/** Requests that wait at the thread; more are turned down, and come again when the code is run again. */
const MOST_WAITING = 256

/** Compiles in a thread of its own, which starts with the first request and does not keep the process alive. */
export class BackgroundCompiler {
  readonly #translator: TranslatorModule
  readonly #directory: string | undefined
  readonly #replies = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  readonly #waiting = new Map<number, Pick<Compilation, 'code' | 'family'>>()
  #port: MessagePort | undefined
  #requests = 0
  #taken = 0

  constructor(translator: TranslatorModule, directory: string | undefined) {
    this.#translator = translator
    this.#directory = directory
  }

  /** Asks for a code; whether the request was taken. */
  request(code: ContractCode, family: Revision): boolean {
    if (this.#waiting.size >= MOST_WAITING) return false
    const id = this.#requests++
    this.#waiting.set(id, { code, family })
    this.#port ??= this.#start()
    const { bytes, hash } = code
    this.#port.postMessage({ id, code: bytes, hash, family } satisfies CompilationRequest)
    return true
  }

  /** Hands over what was compiled since the last time. Costs the read of a number when that is nothing. */
  take(accept: (compilation: Compilation) => void): void {
    if (Atomics.load(this.#replies, 0) === this.#taken) return
    for (;;) {
      const received = this.#port && receiveMessageOnPort(this.#port)
      if (received === undefined) return
      const { id, outcome } = received.message as CompilationReply
      this.#taken++
      const asked = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (asked !== undefined) accept({ ...asked, outcome })
    }
  }

  #start(): MessagePort {
    const { port1, port2 } = new MessageChannel()
    const argument: CompilationService = {
      port: port2,
      replies: this.#replies,
      translator: { module: this.#translator.module, exportName: this.#translator.exportName },
      directory: this.#directory,
    }
    const task = {
      module: new URL(`./serve-compilations${extensionOf(import.meta.url)}`, import.meta.url),
      exportName: 'serveCompilations',
      argument,
    }
    // When it breaks down, code stays where it is: on the first tier, with the same results.
    withLargeStack(task, { transfer: [port2], isService: true }).catch(() => undefined)
    port1.unref()
    return port1
  }
}

/** A module beside this one: TypeScript in a checkout, JavaScript in the package. */
export function extensionOf(url: string): string {
  return url.slice(url.lastIndexOf('.'))
}
