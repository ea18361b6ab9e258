import { createConnection, type Socket } from 'node:net'
import type { EngineFailure } from '../message/engine-failure.ts'
import { decodePalletAnswer, encodePalletAnswer } from '../message/pallet-answer.ts'
import { encodeFrame, type Frame, FrameReader } from './frame.ts'
import { decodeRefusal, decodeWelcome, encodeHello } from './handshake.ts'
import { type AnswerRead, decodeReadRequest, encodeReadValue } from './read-request.ts'
import { type FrameKind, frameKind } from './sidecar-protocol.ts'
import { SidecarProtocolError } from './sidecar-protocol-error.ts'
import { SidecarUnavailableError } from './sidecar-unavailable-error.ts'

export interface SidecarClientOptions {
  readonly path: string
  /** After that many milliseconds without an answer a message is `timedOut`. Default: 15 s. */
  readonly answerTimeoutMs?: number
  /** Longest time to connect and be welcomed. Default: 2 s. */
  readonly connectTimeoutMs?: number
}

/** What waits for a frame of the engine. */
interface Pending {
  readonly answerRead: AnswerRead
  resolve(payload: Uint8Array): void
  reject(error: Error): void
}

const DEFAULT_ANSWER_TIMEOUT_MS = 15_000
const DEFAULT_CONNECT_TIMEOUT_MS = 2_000
const NO_READS: AnswerRead = () => undefined

/**
 * The node's side of a sidecar. Every message is answered: by the engine, or with the failure that stands for what became of it.
 *
 * After a failure of the connection, or an answer that did not come in time, the connection is closed, so that nothing late
 * is taken for something else; the next message makes a new one.
 */
export class SidecarClient {
  readonly #options: SidecarClientOptions
  #connection: Promise<Connection> | undefined

  constructor(options: SidecarClientOptions) {
    this.#options = options
  }

  /** Runs an encoded message; gives the encoded answer. Never rejects. */
  async run(message: Uint8Array, answerRead: AnswerRead): Promise<Uint8Array> {
    const { answerTimeoutMs = DEFAULT_ANSWER_TIMEOUT_MS } = this.#options
    try {
      const connection = await this.#connected()
      const answer = await connection.ask(frameKind.run, message, answerRead, answerTimeoutMs)
      if (isAnswer(answer)) return answer
      throw connection.close(new SidecarProtocolError('An answer that is none.'))
    } catch (error) {
      return encodePalletAnswer({ ok: false, failure: failureOf(error) })
    }
  }

  /**
   * Messages that run or wait in the engine, of all its nodes.
   * @throws SidecarUnavailableError @throws SidecarProtocolError
   */
  async ping(): Promise<number> {
    const { connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS } = this.#options
    const connection = await this.#connected()
    const payload = await connection.ask(
      frameKind.ping,
      new Uint8Array(0),
      NO_READS,
      connectTimeoutMs,
    )
    if (payload.length !== 4)
      throw connection.close(new SidecarProtocolError('A pong that is none.'))
    return new DataView(payload.buffer, payload.byteOffset).getUint32(0, true)
  }

  async close(): Promise<void> {
    const connection = await this.#connection?.catch(() => undefined)
    connection?.close(new SidecarUnavailableError('Closed by this side.'))
  }

  async #connected(): Promise<Connection> {
    const known = await this.#connection?.catch(() => undefined)
    if (known?.isOpen) return known
    const { path, connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS } = this.#options
    this.#connection = Connection.open(path, connectTimeoutMs)
    return this.#connection
  }
}

class Connection {
  readonly #socket: Socket
  readonly #frames = new FrameReader()
  readonly #pending = new Map<number, Pending>()
  #nextId = 1
  #ended: Error | undefined

  static async open(path: string, timeoutMs: number): Promise<Connection> {
    const connection = new Connection(createConnection(path))
    const welcome = connection.#expect(0, NO_READS, timeoutMs)
    connection.#socket.write(encodeFrame(frameKind.hello, 0, encodeHello()))
    try {
      decodeWelcome(await welcome)
    } catch (error) {
      throw connection.close(asError(error))
    }
    return connection
  }

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (bytes: Buffer) => this.#push(bytes))
    socket.on('error', (error) => this.close(new SidecarUnavailableError(error.message)))
    socket.on('close', () => this.close(new SidecarUnavailableError('The engine closed.')))
  }

  get isOpen(): boolean {
    return this.#ended === undefined
  }

  ask(
    kind: FrameKind,
    payload: Uint8Array,
    answerRead: AnswerRead,
    timeoutMs: number,
  ): Promise<Uint8Array> {
    const id = this.#nextId
    this.#nextId = id === 0xffff_ffff ? 1 : id + 1
    const reply = this.#expect(id, answerRead, timeoutMs)
    this.#socket.write(encodeFrame(kind, id, payload))
    return reply
  }

  /** Closes the connection, for this reason. @returns the reason */
  close(reason: Error): Error {
    if (this.#ended !== undefined) return this.#ended
    this.#ended = reason
    this.#socket.destroy()
    for (const { reject } of this.#pending.values()) reject(reason)
    this.#pending.clear()
    return reason
  }

  #expect(id: number, answerRead: AnswerRead, timeoutMs: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) {
        reject(this.#ended)
        return
      }
      const late = new SidecarUnavailableError(`No answer within ${timeoutMs} ms.`, 'timedOut')
      const timer = setTimeout(() => this.close(late), timeoutMs)
      this.#pending.set(id, {
        answerRead,
        resolve: (payload) => {
          clearTimeout(timer)
          this.#pending.delete(id)
          resolve(payload)
        },
        reject: (error) => {
          clearTimeout(timer)
          reject(error)
        },
      })
    })
  }

  #push(bytes: Uint8Array): void {
    try {
      for (const frame of this.#frames.push(bytes)) this.#receive(frame)
    } catch (error) {
      if (!(error instanceof SidecarProtocolError)) throw error
      this.close(error)
    }
  }

  #receive({ kind, id, payload }: Frame): void {
    if (kind === frameKind.refusal) {
      this.close(new SidecarUnavailableError(decodeRefusal(payload).text))
      return
    }
    const pending = this.#pending.get(id)
    if (pending === undefined) throw new SidecarProtocolError(`A frame for message ${id}.`)
    if (kind === frameKind.read) void this.#answerRead(id, pending, payload)
    else if (replies.has(kind)) pending.resolve(payload)
    else throw new SidecarProtocolError(`A frame of kind ${kind} from an engine.`)
  }

  async #answerRead(id: number, pending: Pending, payload: Uint8Array): Promise<void> {
    try {
      const value = await pending.answerRead(decodeReadRequest(payload))
      if (this.isOpen) this.#socket.write(encodeFrame(frameKind.value, id, encodeReadValue(value)))
    } catch (error) {
      // Without the value the engine cannot go on, and there is no way to take a message back.
      this.close(asError(error))
    }
  }
}

const replies: ReadonlySet<FrameKind> = new Set([
  frameKind.welcome,
  frameKind.answer,
  frameKind.pong,
])

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new SidecarProtocolError(String(thrown))
}

function isAnswer(bytes: Uint8Array): boolean {
  try {
    decodePalletAnswer(bytes)
    return true
  } catch {
    return false
  }
}

function failureOf(error: unknown): EngineFailure {
  return error instanceof SidecarUnavailableError ? error.failure : 'fault'
}
