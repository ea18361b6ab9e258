import { createConnection, type Socket } from 'node:net'
import { encodeFrame, type Frame, FrameReader } from './frame.ts'
import { decodeRefusal, decodeWelcome, encodeHello } from './handshake.ts'
import { type AnswerRead, decodeReadRequest, encodeReadValue } from './read-request.ts'
import { type FrameKind, frameKind } from './sidecar-protocol.ts'
import { SidecarProtocolError } from './sidecar-protocol-error.ts'
import { SidecarUnavailableError } from './sidecar-unavailable-error.ts'

/** What waits for a frame of the engine. */
interface Pending {
  readonly answerRead: AnswerRead
  resolve(payload: Uint8Array): void
  reject(error: Error): void
}

const NO_READS: AnswerRead = () => undefined

/** The node's side of one connection, from the greeting to the first thing that goes wrong. */
export class EngineConnection {
  readonly #socket: Socket
  readonly #frames = new FrameReader()
  readonly #pending = new Map<number, Pending>()
  #nextId = 1
  #ended: Error | undefined

  /** @throws SidecarUnavailableError @throws SidecarProtocolError */
  static async open(path: string, timeoutMs: number): Promise<EngineConnection> {
    const connection = new EngineConnection(createConnection(path))
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

  /** Sends a frame; gives the payload of its answer. */
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
