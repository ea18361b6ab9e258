import type { Socket } from 'node:net'
import type { EngineThreads } from './engine-threads.ts'
import { encodeFrame, type Frame, FrameReader } from './frame.ts'
import { decodeHello, encodeRefusal, encodeWelcome } from './handshake.ts'
import {
  type AnswerRead,
  decodeReadValue,
  encodeReadRequest,
  type ReadRequest,
} from './read-request.ts'
import { RemoteStorageError } from './remote-storage-error.ts'
import {
  frameKind,
  type RefusalReason,
  refusalReason,
  SIDECAR_VERSION,
} from './sidecar-protocol.ts'
import { SidecarProtocolError } from './sidecar-protocol-error.ts'

export interface ConnectionOptions {
  readonly threads: EngineThreads
  /** Messages that the node may have in flight at a time. */
  readonly window: number
  /** The greeting has to come within that time. */
  readonly handshakeTimeoutMs: number
  onNotice(text: string): void
}

/** A read that waits for its value. */
interface PendingRead {
  resolve(value: Uint8Array | undefined): void
  reject(error: unknown): void
}

/**
 * The engine's side of one connection: greeting, then messages and the reads of those that run.
 *
 * What it holds is bounded: `window` messages, one read each. A node that has more in flight is refused.
 */
export class SidecarConnection {
  readonly #socket: Socket
  readonly #options: ConnectionOptions
  readonly #frames = new FrameReader()
  readonly #running = new Set<number>()
  readonly #reads = new Map<number, PendingRead>()
  readonly #handshake: NodeJS.Timeout
  #greeted: 'yes' | 'no' = 'no'

  constructor(socket: Socket, options: ConnectionOptions) {
    this.#socket = socket
    this.#options = options
    this.#handshake = setTimeout(
      () => this.refuse(refusalReason.protocol, 'No greeting came.'),
      options.handshakeTimeoutMs,
    )
    socket.on('data', (bytes: Buffer) => this.#push(bytes))
    socket.on('error', (error) => options.onNotice(`A connection broke: ${error.message}`))
    socket.on('close', () => this.#closed())
  }

  /** Says why and closes the connection. */
  refuse(reason: RefusalReason, text: string): void {
    this.#socket.end(encodeFrame(frameKind.refusal, 0, encodeRefusal({ reason, text })))
    // A node that does not close its side is not waited for.
    this.#socket.destroySoon()
  }

  #push(bytes: Uint8Array): void {
    try {
      for (const frame of this.#frames.push(bytes)) this.#receive(frame)
    } catch (error) {
      if (!(error instanceof SidecarProtocolError)) throw error
      this.#options.onNotice(`A node was refused: ${error.shortMessage}`)
      this.refuse(refusalReason.protocol, error.shortMessage)
    }
  }

  #receive(frame: Frame): void {
    if (this.#socket.writableEnded) return // refused by a frame before
    if (this.#greeted === 'no') {
      this.#greet(frame)
      return
    }
    if (frame.kind === frameKind.run) this.#run(frame)
    else if (frame.kind === frameKind.value) this.#takeValue(frame)
    else if (frame.kind === frameKind.ping) this.#pong(frame)
    else throw new SidecarProtocolError(`A frame of kind ${frame.kind} from a node.`)
  }

  #greet({ kind, payload }: Frame): void {
    if (kind !== frameKind.hello) throw new SidecarProtocolError('The first frame is no greeting.')
    clearTimeout(this.#handshake)
    const { lowest, highest } = decodeHello(payload)
    if (lowest > SIDECAR_VERSION || highest < SIDECAR_VERSION) {
      const text = `This engine speaks version ${SIDECAR_VERSION}, the node ${lowest} to ${highest}.`
      this.refuse(refusalReason.version, text)
      return
    }
    this.#greeted = 'yes'
    const welcome = { version: SIDECAR_VERSION, window: this.#options.window }
    this.#socket.write(encodeFrame(frameKind.welcome, 0, encodeWelcome(welcome)))
  }

  #run({ id, payload }: Frame): void {
    if (this.#running.has(id)) throw new SidecarProtocolError(`Message ${id} runs already.`)
    if (this.#running.size === this.#options.window) {
      throw new SidecarProtocolError(`More than ${this.#options.window} messages in flight.`)
    }
    this.#running.add(id)
    const answerRead: AnswerRead = (request) => this.#read(id, request)
    void this.#options.threads.run(payload, answerRead).then((answer) => {
      this.#running.delete(id)
      this.#reads.delete(id)
      if (!this.#socket.writableEnded) this.#socket.write(encodeFrame(frameKind.answer, id, answer))
    })
  }

  #read(id: number, request: ReadRequest): Promise<Uint8Array | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#socket.writableEnded || this.#socket.destroyed) {
        reject(new RemoteStorageError('unavailable'))
        return
      }
      this.#reads.set(id, { resolve, reject })
      this.#socket.write(encodeFrame(frameKind.read, id, encodeReadRequest(request)))
    })
  }

  /** A value for a message that has ended since, by its time limit, is nothing to anybody. */
  #takeValue({ id, payload }: Frame): void {
    const value = decodeReadValue(payload)
    this.#reads.get(id)?.resolve(value)
    this.#reads.delete(id)
  }

  #pong({ id }: Frame): void {
    const payload = new Uint8Array(4)
    new DataView(payload.buffer).setUint32(0, this.#options.threads.pending, true)
    this.#socket.write(encodeFrame(frameKind.pong, id, payload))
  }

  #closed(): void {
    clearTimeout(this.#handshake)
    for (const { reject } of this.#reads.values()) reject(new RemoteStorageError('unavailable'))
    this.#reads.clear()
  }
}
