import { isUtf8 } from 'node:buffer'
import { performance } from 'node:perf_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { nearestName } from '../primitives/nearest-name.ts'
import { errorCode } from './error-code.ts'
import { describe, type Json, type JsonObject } from './json.ts'
import type { RequestLimits } from './limits.ts'
import type { Method } from './method.ts'
import { nestsDeeperThan } from './nesting-depth.ts'
import { decodeRequest, idOf, type Request } from './request.ts'
import { RpcError } from './rpc-error.ts'

/** What a dispatcher answers with, and how it treats its requests. */
export interface DispatcherOptions<Context> {
  readonly methods: readonly Method<Context>[]
  readonly context: Context
  readonly limits: RequestLimits
  /** Told of errors that are nobody's answer: bugs and failures of the engine. */
  readonly onInternalError: (error: unknown, method: string) => void
}

/** After so long the requests of a batch let other clients have their turn. */
const TURN_MS = 20

/** Answers JSON-RPC 2.0 bodies: one request or a batch. Knows neither HTTP nor Ethereum. */
export class Dispatcher<Context> {
  readonly #options: DispatcherOptions<Context>
  readonly #methods: ReadonlyMap<string, Method<Context>>

  constructor(options: DispatcherOptions<Context>) {
    this.#options = options
    this.#methods = new Map(options.methods.map((method) => [method.name, method]))
  }

  /** The text to answer a body with; undefined when it holds notifications only. Never throws. */
  async answer(body: Uint8Array): Promise<string | undefined> {
    try {
      return await this.#answerBody(body)
    } catch (error) {
      return JSON.stringify(this.#failure(null, error, 'a body'))
    }
  }

  #answerBody(body: Uint8Array): Promise<string | undefined> {
    const value = parse(body, this.#options.limits)
    return Array.isArray(value) ? this.#answerBatch(value) : this.#answerOne(value)
  }

  async #answerBatch(requests: readonly unknown[]): Promise<string | undefined> {
    const { batchLength: limit, responseLength } = this.#options.limits
    if (requests.length === 0) throw new RpcError(errorCode.invalidRequest, 'empty batch')
    if (requests.length > limit) {
      throw new RpcError(
        errorCode.invalidRequest,
        `batch too large: ${requests.length} requests, at most ${limit} are answered`,
      )
    }
    const responses: string[] = []
    let length = 0
    let turnEnds = performance.now() + TURN_MS
    for (const request of requests) {
      const response =
        length > responseLength ? refuseRest(request) : await this.#answerOne(request)
      if (response !== undefined) responses.push(response)
      length += response?.length ?? 0
      if (performance.now() > turnEnds) {
        await nextTurn()
        turnEnds = performance.now() + TURN_MS
      }
    }
    return responses.length === 0 ? undefined : `[${responses.join(',')}]`
  }

  async #answerOne(value: unknown): Promise<string | undefined> {
    const response = await this.#respond(value)
    return response === undefined ? undefined : JSON.stringify(response)
  }

  async #respond(value: unknown): Promise<JsonObject | undefined> {
    let request: Request
    try {
      request = decodeRequest(value)
    } catch (error) {
      return this.#failure(idOf(value), error, 'a request')
    }
    const { id, method } = request
    try {
      const result = await this.#call(request)
      return id === undefined ? undefined : { jsonrpc: '2.0', id, result }
    } catch (error) {
      const failure = this.#failure(id ?? null, error, method)
      return id === undefined ? undefined : failure
    }
  }

  #call({ method, params }: Request): Json | Promise<Json> {
    const known = this.#methods.get(method)
    if (known !== undefined) return known.call(this.#options.context, params)

    const nearest = nearestName(method, this.#methods.keys())
    const hint = nearest === undefined ? '' : `; did you mean ${nearest}?`
    throw new RpcError(
      errorCode.methodNotFound,
      `the method ${describe(method)} does not exist/is not available${hint}`,
    )
  }

  #failure(id: string | number | null, error: unknown, method: string): JsonObject {
    if (error instanceof RpcError) {
      return failure(id, error.rpcCode, error.message, error.data)
    }
    this.#options.onInternalError(error, method)
    const reason = error instanceof Error ? error.message : String(error)
    return failure(id, errorCode.internalError, `internal error: ${reason}`, undefined)
  }
}

function failure(
  id: string | number | null,
  code: number,
  message: string,
  data: Json | undefined,
): JsonObject {
  return { jsonrpc: '2.0', id, error: { code, message, data } }
}

function parse(body: Uint8Array, limits: RequestLimits): unknown {
  if (!isUtf8(body)) throw new RpcError(errorCode.parseError, 'parse error: the body is not UTF-8')
  if (nestsDeeperThan(body, limits.nestingDepth)) {
    throw new RpcError(
      errorCode.invalidRequest,
      `invalid request: the body nests deeper than ${limits.nestingDepth} levels`,
    )
  }
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString()
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'not JSON'
    throw new RpcError(errorCode.parseError, `parse error: ${reason.slice(0, 200)}`)
  }
}

/** The answer to a request of a batch whose answers are too long already. */
function refuseRest(value: unknown): string | undefined {
  const id = idOf(value)
  if (id === null) return undefined
  const message = 'the answers to this batch are too long: send its last requests again'
  return JSON.stringify(failure(id, errorCode.responseTooLarge, message, undefined))
}
