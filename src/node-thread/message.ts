/** What a node that runs says of itself. A program adds what its users want to know. */
export interface NodeFacts {
  /** Where it answers, such as `http://127.0.0.1:8545`. */
  readonly url: string
  readonly port: number
  /** Number of the block that it went on from. */
  readonly head: bigint
}

/** What the supervisor gives the node's thread to start with. */
export interface ThreadData<Settings> {
  readonly settings: Settings
  readonly heartbeat: SharedArrayBuffer
}

/** What the supervisor tells the node's thread. */
export type ToThread = { readonly kind: 'close' }

/** What the node's thread tells its supervisor. */
export type FromThread<Facts extends NodeFacts> =
  | { readonly kind: 'ready'; readonly facts: Facts }
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly details: string | undefined }
  | { readonly kind: 'closed' }
