// Threads share the gate that this one has when it starts them.
import '../primitives/compilation-gate.ts'
import { type TransferListItem, Worker } from 'node:worker_threads'
import { EngineError } from './engine-error.ts'
import type { LargeStackReply, LargeStackRequest } from './large-stack-message.ts'
import { nativeStackMb } from './stack-budget.ts'

/** An exported function of a module, and what it is called with. */
export interface LargeStackTask {
  readonly module: URL
  readonly exportName: string
  /** Goes to the other thread as a structured clone; so does the result on its way back. */
  readonly argument?: unknown
}

export interface LargeStackOptions {
  /** Default: enough for every transaction, see `nativeStackMb`. */
  readonly stackSizeMb?: number
  /** After that many milliseconds the thread is stopped, whatever it does. Default: never. */
  readonly timeoutMs?: number
  /** Stops the thread. */
  readonly signal?: AbortSignal
  /** Objects in the argument that move instead of being copied, e.g. a `MessagePort`. */
  readonly transfer?: readonly TransferListItem[]
  /** The process may end while the thread still runs. Default: it waits for it. */
  readonly isService?: true
}

/**
 * Runs an exported function, which may be async, in a thread with a large native stack. Contracts run there: the
 * stack of the main thread does not hold the nesting that the protocol allows.
 *
 * @returns what the function returned
 * @throws what the function threw, as an error with the same name, message and plain fields; `EngineError` when the
 * thread ended otherwise: by the timeout, the signal, `process.exit` or for want of memory.
 */
export async function withLargeStack(
  task: LargeStackTask,
  options: LargeStackOptions = {},
): Promise<unknown> {
  const worker = startWorker(task, options)
  // Coming up makes the thread keep the process again.
  if (options.isService === true) worker.once('online', () => worker.unref())
  const watchdog =
    options.timeoutMs === undefined
      ? undefined
      : setTimeout(() => void worker.terminate(), options.timeoutMs)
  const abort = (): void => void worker.terminate()
  options.signal?.addEventListener('abort', abort, { once: true })
  try {
    return await replyOf(worker, options)
  } finally {
    clearTimeout(watchdog)
    options.signal?.removeEventListener('abort', abort)
    await worker.terminate()
  }
}

function startWorker(task: LargeStackTask, options: LargeStackOptions): Worker {
  const request: LargeStackRequest = {
    module: task.module.href,
    exportName: task.exportName,
    argument: task.argument,
  }
  return new Worker(workerEntry(), {
    workerData: request,
    transferList: [...(options.transfer ?? [])],
    resourceLimits: { stackSizeMb: options.stackSizeMb ?? nativeStackMb() },
  })
}

/** In a checkout this file is TypeScript, and so is the worker; in the package both are JavaScript. */
function workerEntry(): URL {
  const isSource = import.meta.url.endsWith('.ts')
  const entry = isSource ? './large-stack-worker-in-source.mjs' : './large-stack-worker.js'
  return new URL(entry, import.meta.url)
}

function replyOf(worker: Worker, { timeoutMs, signal }: LargeStackOptions): Promise<unknown> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    worker.once('message', (reply: LargeStackReply) => {
      if (reply.kind === 'result') resolve(reply.value)
      else reject(withFields(reply.error, reply.fields))
    })
    worker.once('error', (cause) => {
      reject(new EngineError('The engine thread broke down.', { details: String(cause), cause }))
    })
    worker.once('exit', (exitCode) => {
      if (signal?.aborted) {
        reject(new EngineError('The engine thread was stopped.', { cause: signal.reason }))
        return
      }
      const waited = performance.now() - start
      const timedOut = timeoutMs !== undefined && waited >= timeoutMs
      reject(
        timedOut
          ? new EngineError(`The engine did not finish within ${timeoutMs} ms.`)
          : new EngineError('The engine thread ended without an answer.', {
              details: `Exit code: ${exitCode}.`,
            }),
      )
    })
  })
}

function withFields(error: unknown, fields: Readonly<Record<string, unknown>>): unknown {
  return error instanceof Error ? Object.assign(error, fields) : error
}
