import type { EngineFailure } from '../message/engine-failure.ts'
import { decodePalletAnswer, encodePalletAnswer } from '../message/pallet-answer.ts'
import { EngineConnection } from './engine-connection.ts'
import type { AnswerRead } from './read-request.ts'
import { frameKind } from './sidecar-protocol.ts'
import { SidecarProtocolError } from './sidecar-protocol-error.ts'
import { SidecarUnavailableError } from './sidecar-unavailable-error.ts'

export interface SidecarClientOptions {
  readonly path: string
  /** After that many milliseconds without an answer a message is `timedOut`. Default: 15 s. */
  readonly answerTimeoutMs?: number
  /** Longest time to connect and be welcomed. Default: 2 s. */
  readonly connectTimeoutMs?: number
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
  #connection: Promise<EngineConnection> | undefined

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

  async #connected(): Promise<EngineConnection> {
    const known = await this.#connection?.catch(() => undefined)
    if (known?.isOpen) return known
    const { path, connectTimeoutMs = DEFAULT_CONNECT_TIMEOUT_MS } = this.#options
    this.#connection = EngineConnection.open(path, connectTimeoutMs)
    return this.#connection
  }
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
