import { once } from 'node:events'
import WebSocket from 'ws'

/** An error of a response. */
export interface RpcFailure {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

/** A notification, as it came. */
export interface Notification {
  readonly method: string
  readonly params: { readonly subscription: string; readonly result: unknown }
}

/** JSON-RPC over WebSocket, with everything that comes kept in its order. */
export class RpcClient {
  readonly socket: WebSocket
  readonly notifications: Notification[] = []
  readonly #pending = new Map<number, (response: Record<string, unknown>) => void>()
  #woken: (() => void)[] = []
  #id = 0

  private constructor(socket: WebSocket) {
    this.socket = socket
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Record<string, unknown>
      const settle = this.#pending.get(Number(message['id']))
      if (settle === undefined) this.notifications.push(message as unknown as Notification)
      else settle(message)
      for (const wake of this.#woken.splice(0)) wake()
    })
  }

  static async connect(url: string): Promise<RpcClient> {
    const socket = new WebSocket(url.replace('http', 'ws'))
    const client = new RpcClient(socket)
    await once(socket, 'open')
    return client
  }

  /** The result of a method. Rejects with the error of the response. */
  async call<T = unknown>(method: string, ...params: readonly unknown[]): Promise<T> {
    const response = await this.#respond(method, params)
    const error = response['error'] as RpcFailure | undefined
    if (error !== undefined) throw Object.assign(new Error(error.message), error)
    return response['result'] as T
  }

  /** The error that a method answers with. */
  async failure(method: string, ...params: readonly unknown[]): Promise<RpcFailure> {
    const response = await this.#respond(method, params)
    if (response['error'] === undefined) {
      throw new Error(`${method} did not fail: ${JSON.stringify(response['result'])}`)
    }
    return response['error'] as RpcFailure
  }

  /** Waits for so many results of a subscription, and takes them out. */
  async results<T = unknown>(subscription: string, count: number): Promise<T[]> {
    for (;;) {
      const own = this.notifications.filter(({ params }) => params.subscription === subscription)
      if (own.length >= count) {
        const taken = own.slice(0, count)
        for (const one of taken) this.notifications.splice(this.notifications.indexOf(one), 1)
        return taken.map(({ params }) => params.result as T)
      }
      await new Promise<void>((resolve) => this.#woken.push(resolve))
    }
  }

  close(): void {
    this.socket.terminate()
  }

  #respond(method: string, params: readonly unknown[]): Promise<Record<string, unknown>> {
    this.#id += 1
    const id = this.#id
    const response = new Promise<Record<string, unknown>>((resolve) => {
      this.#pending.set(id, (message) => {
        this.#pending.delete(id)
        resolve(message)
      })
    })
    this.socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    return response
  }
}
