import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { withLargeStack } from '../../engine/large-stack.ts'
import type { Tier } from '../../evm/tiers/tiers.ts'
import type { EngineFailure } from '../message/engine-failure.ts'
import { encodePalletAnswer } from '../message/pallet-answer.ts'
import { newGate, postThroughGate } from './blocking-port.ts'
import type { EngineThreadStart, FromEngineThread, ToEngineThread } from './engine-thread-entry.ts'
import type { AnswerRead } from './read-request.ts'

export interface EngineThreadOptions {
  readonly tier: Tier
  /** After that many milliseconds a message is `timedOut` and its thread ended, whatever it does. */
  readonly messageTimeoutMs: number
  /** How long the engine waits for a value that it reads. */
  readonly readTimeoutMs: number
  /** Told of what ended a message without an outcome. */
  onNotice(text: string): void
}

/** The message that a thread runs. */
interface Run {
  readonly answerRead: AnswerRead
  resolve(answer: Uint8Array): void
}

/** A thread that has begun. */
interface Running {
  readonly port: MessagePort
  readonly abort: AbortController
  /** Kept when the engine in it is ready, or the thread ended before. */
  readonly ready: Promise<void>
}

/** An engine in a thread with a large stack: one message at a time. A thread that ended is replaced by the next message. */
export class EngineThread {
  readonly #options: EngineThreadOptions
  readonly #gate = newGate()
  #thread: Running | undefined
  #run: Run | undefined

  constructor(options: EngineThreadOptions) {
    this.#options = options
  }

  /** Begins the thread; kept when it is ready. Without it the first message waits for that. */
  start(): Promise<void> {
    this.#thread ??= this.#begin()
    return this.#thread.ready
  }

  /** Runs a message; the promise is always kept, by an answer that says what went wrong if need be. */
  async run(message: Uint8Array, answerRead: AnswerRead): Promise<Uint8Array> {
    await this.start()
    if (this.#run !== undefined) throw new TypeError('A message is running.')
    return new Promise((resolve) => {
      const watchdog = setTimeout(() => this.#end('timedOut'), this.#options.messageTimeoutMs)
      this.#run = {
        answerRead,
        resolve: (answer) => {
          clearTimeout(watchdog)
          this.#run = undefined
          resolve(answer)
        },
      }
      if (this.#thread === undefined) this.#end('unavailable')
      this.#post({ kind: 'run', message })
    })
  }

  /** Ends the thread. A message that runs is answered as `unavailable`. */
  close(): void {
    this.#end('unavailable')
  }

  #post(message: ToEngineThread): void {
    if (this.#thread !== undefined) postThroughGate(this.#thread.port, this.#gate, message)
  }

  #begin(): Running {
    const { port1, port2 } = new MessageChannel()
    const { readTimeoutMs, tier, onNotice } = this.#options
    const argument: EngineThreadStart = { port: port2, gate: this.#gate, readTimeoutMs, tier }
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const module = new URL(`./engine-thread-entry.${extension}`, import.meta.url)
    const abort = new AbortController()
    const ready = new Promise<void>((resolve) => {
      port1.on('message', (message: FromEngineThread) => {
        if (message.kind === 'ready') resolve()
        else if (port1 === this.#thread?.port) this.#receive(message)
      })
      withLargeStack(
        { module, exportName: 'serveMessages', argument },
        { transfer: [port2], signal: abort.signal, isService: true },
      ).catch((error: unknown) => {
        resolve()
        if (abort.signal.aborted) return
        onNotice(String(error))
        this.#end('fault')
      })
    })
    // Until then somebody waits, and nothing else may be there to keep the process.
    void ready.then(() => port1.unref())
    return { port: port1, abort, ready }
  }

  #receive(message: FromEngineThread): void {
    if (message.kind === 'failure') this.#options.onNotice(message.text)
    if (message.kind === 'answer') this.#run?.resolve(message.answer)
    if (message.kind === 'read') void this.#answerRead(message)
  }

  async #answerRead({ operation, key }: FromEngineThread & { kind: 'read' }): Promise<void> {
    const run = this.#run
    try {
      const value = await run?.answerRead({ operation, key })
      if (run === this.#run) this.#post({ kind: 'value', value })
    } catch {
      if (run === this.#run) this.#post({ kind: 'gone' })
    }
  }

  #end(failure: EngineFailure): void {
    this.#thread?.abort.abort()
    this.#thread?.port.close()
    this.#thread = undefined
    this.#run?.resolve(encodePalletAnswer({ ok: false, failure }))
  }
}
