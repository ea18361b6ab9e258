import type { DevnetSettings } from '../devnet-options.ts'

/** What the supervisor gives the node's thread to start with. */
export interface ThreadData {
  readonly settings: DevnetSettings
  readonly heartbeat: SharedArrayBuffer
}

/** What the supervisor tells the node's thread. */
export type ToThread = { readonly kind: 'close' }

/** What the node's thread tells its supervisor. */
export type FromThread =
  | { readonly kind: 'ready'; readonly url: string; readonly port: number; readonly head: bigint }
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'failed'; readonly reason: string; readonly details: string | undefined }
  | { readonly kind: 'closed' }
