import { errorCode } from './error-code.ts'
import type { Json } from './json.ts'
import { RpcError } from './rpc-error.ts'

/** What a subscription tells its client. */
export interface Subscription {
  readonly id: string
  /** Sends a notification. Does nothing once the subscription has ended. */
  notify(result: Json): void
  /** Ends the subscription from this side. */
  end(): void
}

/** Begins to notify; what it returns ends that. */
export type StartSubscription = (subscription: Subscription) => () => void

interface Open {
  readonly kind: string
  readonly onClose: () => void
  stop: (() => void) | undefined
}

/**
 * The subscriptions of one connection. An id means something on that connection only.
 *
 * A subscription starts when `answered` is called: its client has been sent the id by then, and can tell what the
 * notifications belong to.
 */
export class Subscriptions {
  readonly #send: (text: string) => void
  readonly #limit: number
  readonly #open = new Map<string, Open>()
  #unanswered: (() => void)[] = []
  #count = 0

  /** @param limit how many may be open at the same time */
  constructor(send: (text: string) => void, limit: number) {
    this.#send = send
    this.#limit = limit
  }

  /**
   * Opens a subscription and gives its id.
   * @param kind name of its notifications, such as `chain_newHead`
   * @param onClose called once when it has ended, whoever ended it, and whether it had started or not
   * @throws RpcError when too many are open
   */
  open(kind: string, start: StartSubscription, onClose: () => void = () => undefined): string {
    if (this.#open.size >= this.#limit) {
      throw new RpcError(
        errorCode.tooManySubscriptions,
        `too many subscriptions: ${this.#limit} are open on this connection`,
      )
    }
    this.#count += 1
    const id = `${this.#count}`
    const open: Open = { kind, onClose, stop: undefined }
    this.#open.set(id, open)
    this.#unanswered.push(() => {
      if (!this.#open.has(id)) return
      const stop = start({
        id,
        notify: (result) => this.#notify(kind, id, result),
        end: () => this.close(kind, id),
      })
      if (this.#open.has(id)) open.stop = stop
      else stop() // it ended itself while it started
    })
    return id
  }

  /** Ends a subscription; false when there is none of this kind and id. */
  close(kind: string, id: string): boolean {
    const open = this.#open.get(id)
    if (open === undefined || open.kind !== kind) return false
    this.#open.delete(id)
    open.stop?.()
    open.onClose()
    return true
  }

  /** Runs `task` when the answer under way is with the client. */
  afterAnswer(task: () => void): void {
    this.#unanswered.push(task)
  }

  /** To be called when the answers so far are with the client. */
  answered(): void {
    const starting = this.#unanswered
    this.#unanswered = []
    for (const start of starting) start()
  }

  /** Ends all: the client is gone. */
  closeAll(): void {
    for (const [id, { kind }] of [...this.#open]) this.close(kind, id)
  }

  #notify(kind: string, id: string, result: Json): void {
    if (!this.#open.has(id)) return
    this.#send(
      JSON.stringify({ jsonrpc: '2.0', method: kind, params: { subscription: id, result } }),
    )
  }
}
