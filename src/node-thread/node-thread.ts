// Threads share the gate that this one has when it starts them.
import '../primitives/compilation-gate.ts'
import { Worker } from 'node:worker_threads'
import { Heartbeat } from './heartbeat.ts'
import type { FromThread, NodeFacts, ThreadData, ToThread } from './message.ts'
import type { NodeProgram, NodeSettings } from './node-program.ts'
import { watch } from './watchdog.ts'

/** How the thread of a node ended. */
export type ThreadEnd =
  | { readonly kind: 'closed' }
  /** It said why it cannot go on: starting it again would not help. */
  | { readonly kind: 'failed'; readonly reason: string; readonly details: string | undefined }
  /** One execution took longer than allowed, and the thread was ended. */
  | { readonly kind: 'stalled' }
  /** It ended without a word: an uncaught error, or no memory left. */
  | { readonly kind: 'crashed'; readonly reason: string }

/** One life of the thread that runs the whole node. */
export class NodeThread<Facts extends NodeFacts> {
  /** Settles when the node answers requests; with undefined when it never will: `ended` says what happened. */
  readonly ready: Promise<Facts | undefined>
  readonly ended: Promise<ThreadEnd>
  readonly #worker: Worker
  #end: ThreadEnd | undefined

  constructor(program: NodeProgram, settings: NodeSettings, onNotice: (text: string) => void) {
    const heartbeat = new Heartbeat()
    const workerData: ThreadData<NodeSettings> = { settings, heartbeat: heartbeat.buffer }
    this.#worker = new Worker(program.entry, {
      workerData,
      name: program.name,
      resourceLimits: { stackSizeMb: program.stackSizeMb },
    })
    const { promise: ready, resolve: setReady } = deferred<Facts | undefined>()
    const { promise: ended, resolve: setEnd } = deferred<ThreadEnd>()
    this.ready = ready
    this.ended = ended.finally(() => setReady(undefined))

    // Starting may take its time: only a node that has answered can hang.
    let stopWatching = (): void => undefined
    const startWatching = (): void => {
      stopWatching = watch(heartbeat, settings.executionLimitMs, () => {
        this.#terminateWith({ kind: 'stalled' })
      })
    }
    this.#worker.on('message', (message: FromThread<Facts>) => {
      if (message.kind === 'ready') {
        startWatching()
        setReady(message.facts)
      } else if (message.kind === 'notice') onNotice(message.text)
      else this.#end = message
    })
    this.#worker.on('error', (error) => {
      this.#end ??= { kind: 'crashed', reason: error.message }
    })
    this.#worker.on('exit', (code) => {
      stopWatching()
      setEnd(this.#end ?? { kind: 'crashed', reason: `exit code ${code}` })
    })
  }

  /** Asks the node to finish what is in progress and to end. */
  close(): void {
    const message: ToThread = { kind: 'close' }
    this.#worker.postMessage(message)
  }

  /** Ends the thread where it stands. What was answered as mined is on disk already. */
  terminate(): void {
    this.#terminateWith({ kind: 'closed' })
  }

  #terminateWith(end: ThreadEnd): void {
    this.#end ??= end
    void this.#worker.terminate()
  }
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
