import type { MessagePort } from 'node:worker_threads'
import { type Gate, postThroughGate } from './blocking-port.ts'
import type { AnswerRead, ReadRequest } from './read-request.ts'
import { SidecarClient, type SidecarClientOptions } from './sidecar-client.ts'

/** What the thread that talks to a sidecar starts with. */
export interface ExtensionThreadStart {
  readonly port: MessagePort
  /** Of what goes to the thread that stands still. */
  readonly gate: Gate
  readonly client: SidecarClientOptions
}

export type ToExtensionThread =
  | { readonly kind: 'run'; readonly message: Uint8Array }
  | { readonly kind: 'value'; readonly value: Uint8Array | undefined }

export type FromExtensionThread =
  | { readonly kind: 'ready' }
  | ({ readonly kind: 'read' } & ReadRequest)
  | { readonly kind: 'answer'; readonly answer: Uint8Array }

/** Talks to a sidecar for a thread that stands still meanwhile, one message at a time. */
export function serveExtension({
  port,
  gate,
  client: options,
}: ExtensionThreadStart): Promise<never> {
  const client = new SidecarClient(options)
  const post = (message: FromExtensionThread): void => postThroughGate(port, gate, message)
  let takeValue: (value: Uint8Array | undefined) => void = () => undefined
  const answerRead: AnswerRead = (request) =>
    new Promise((resolve) => {
      takeValue = resolve
      post({ kind: 'read', ...request })
    })
  port.on('message', (received: ToExtensionThread) => {
    if (received.kind === 'value') takeValue(received.value)
    else
      void client
        .run(received.message, answerRead)
        .then((answer) => post({ kind: 'answer', answer }))
  })
  post({ kind: 'ready' })
  return new Promise(() => undefined)
}
