import type { MessagePort } from 'node:worker_threads'
import type { Tier } from '../../evm/tiers/tiers.ts'
import { createPalletEngine } from '../engine/pallet-engine.ts'
import type { StorageReads } from '../storage/storage-reads.ts'
import { type Gate, receiveBlocking } from './blocking-port.ts'
import type { ReadRequest } from './read-request.ts'
import { RemoteStorageError } from './remote-storage-error.ts'

/** What an engine's thread starts with. */
export interface EngineThreadStart {
  readonly port: MessagePort
  /** Of what comes to the thread while it waits for a value. */
  readonly gate: Gate
  /** How long it waits for one. */
  readonly readTimeoutMs: number
  readonly tier: Tier
}

/** What a thread is sent: first a message, then the values that it asks for. */
export type ToEngineThread =
  | { readonly kind: 'run'; readonly message: Uint8Array }
  | { readonly kind: 'value'; readonly value: Uint8Array | undefined }
  | { readonly kind: 'gone' }

export type FromEngineThread =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'read' } & ReadRequest)
  | { readonly kind: 'answer'; readonly answer: Uint8Array }
  | { readonly kind: 'failure'; readonly text: string }

/** Runs messages one after the other until the thread is ended: the side of `EngineThread` with the large stack. */
export async function serveMessages(start: EngineThreadStart): Promise<never> {
  const { port, tier } = start
  const post = (message: FromEngineThread): void => port.postMessage(message)
  const onFailure = (error: unknown): void => post({ kind: 'failure', text: String(error) })
  const engine = await createPalletEngine({ tier, onFailure })
  const storage = remoteStorage(start)
  port.on('message', (received: ToEngineThread) => {
    // A value that comes here is of a message that has ended.
    if (received.kind !== 'run') return
    post({ kind: 'answer', answer: engine.run(received.message, storage) })
  })
  post({ kind: 'ready' })
  return new Promise(() => undefined)
}

/** Storage that another thread reads while this one stands still. */
function remoteStorage({ port, gate, readTimeoutMs }: EngineThreadStart): StorageReads {
  const ask = (request: ReadRequest): Uint8Array | undefined => {
    const message: FromEngineThread = { kind: 'read', ...request }
    port.postMessage(message)
    const received = receiveBlocking(port, gate, readTimeoutMs) as ToEngineThread | undefined
    if (received === undefined) throw new RemoteStorageError('timedOut')
    if (received.kind === 'value') return received.value
    throw new RemoteStorageError('unavailable')
  }
  return {
    get: (key) => ask({ operation: 'get', key }),
    nextKey: (key) => ask({ operation: 'nextKey', key }),
  }
}
