import type { RawData, WebSocket } from 'ws'
import type { WebSocketLimits } from './websocket-limits.ts'

/** What stands behind one connection. */
export interface ConnectionHandler {
  /** The text that answers a message; undefined when there is nothing to say. Never rejects. */
  answer(message: Uint8Array): Promise<string | undefined>
  /** The answer has been handed to the socket. */
  answered(): void
  /** The client does not read as fast as it is written to. Called once each time that begins. */
  congested(): void
  /** The connection is gone. */
  closed(): void
}

/** The way to the client. */
export interface Outlet {
  /** Sends a text that no message has asked for. */
  send(text: string): void
}

/** Close code for a client that does not keep up. @see https://www.iana.org/assignments/websocket */
const POLICY_VIOLATION = 1008

/**
 * One WebSocket: answers its messages one after the other, in their order, and no faster than the client takes the
 * answers. What waits is bounded: the socket is not read while too much does.
 */
export class Connection implements Outlet {
  readonly #socket: WebSocket
  readonly #limits: WebSocketLimits
  readonly #handler: ConnectionHandler
  readonly #waiting: Uint8Array[] = []
  #isAnswering = false
  #isCongested = false
  #isAlive = true

  constructor(
    socket: WebSocket,
    limits: WebSocketLimits,
    connect: (outlet: Outlet) => ConnectionHandler,
  ) {
    this.#socket = socket
    this.#limits = limits
    this.#handler = connect(this)
    const pinging = setInterval(() => this.#ping(), limits.pingMs)
    socket.on('message', (data) => this.#onMessage(data))
    socket.on('pong', () => {
      this.#isAlive = true
    })
    socket.on('error', () => socket.terminate()) // a message too long or no WebSocket at all: `close` follows
    socket.on('close', () => {
      clearInterval(pinging)
      this.#waiting.length = 0
      this.#handler.closed()
    })
  }

  send(text: string): void {
    const socket = this.#socket
    if (socket.readyState !== socket.OPEN) return
    socket.send(text)
    const unsent = socket.bufferedAmount
    if (unsent > this.#limits.lostBytes) {
      socket.close(POLICY_VIOLATION, 'the client reads too slowly')
      socket.terminate()
      return
    }
    if (unsent <= this.#limits.unsentBytes) this.#isCongested = false
    else if (!this.#isCongested) {
      this.#isCongested = true
      this.#handler.congested()
    }
  }

  #onMessage(data: RawData): void {
    this.#waiting.push(bytesOf(data))
    if (this.#waiting.length >= this.#limits.waitingMessages) this.#socket.pause()
    if (!this.#isAnswering) void this.#answerWaiting()
  }

  async #answerWaiting(): Promise<void> {
    this.#isAnswering = true
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const text = await this.#handler.answer(next)
      if (text !== undefined) await this.#sendAnswer(text)
      this.#handler.answered()
      if (this.#waiting.length < this.#limits.waitingMessages) this.#socket.resume()
    }
    this.#isAnswering = false
  }

  /** Resolves at once while the client keeps up, and when the text went to the system otherwise. */
  #sendAnswer(text: string): Promise<void> | undefined {
    const socket = this.#socket
    if (socket.readyState !== socket.OPEN) return undefined
    const sent = new Promise<void>((resolve) => socket.send(text, () => resolve()))
    return socket.bufferedAmount > this.#limits.unsentBytes ? sent : undefined
  }

  #ping(): void {
    if (!this.#isAlive) {
      this.#socket.terminate()
      return
    }
    this.#isAlive = false
    this.#socket.ping()
  }
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}
