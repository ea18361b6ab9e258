import { errorCode } from './error-code.ts'
import { describe, isObject } from './json.ts'
import { RpcError } from './rpc-error.ts'

/** What names a request in its answer; undefined for a notification, which gets none. */
export type RequestId = string | number | null | undefined

/** One request of JSON-RPC 2.0. */
export interface Request {
  readonly id: RequestId
  readonly method: string
  readonly params: unknown
}

/**
 * Takes a parsed value as a request.
 * @throws RpcError invalid request
 * @see https://www.jsonrpc.org/specification#request_object
 */
export function decodeRequest(value: unknown): Request {
  if (!isObject(value)) throw invalid(`a request must be an object, got ${describe(value)}`)
  const { jsonrpc, id, method, params } = value
  if (jsonrpc !== '2.0') throw invalid(`"jsonrpc" must be "2.0", got ${describe(jsonrpc)}`)
  if (!isRequestId(id))
    throw invalid(`"id" must be a string, a number or null, got ${describe(id)}`)
  if (typeof method !== 'string')
    throw invalid(`"method" must be a string, got ${describe(method)}`)
  return { id, method, params }
}

/** The id of what may not be a request, so that the error finds its sender; null when there is none. */
export function idOf(value: unknown): string | number | null {
  const id = isObject(value) ? value['id'] : null
  return typeof id === 'string' || typeof id === 'number' ? id : null
}

function isRequestId(id: unknown): id is RequestId {
  return id === undefined || id === null || typeof id === 'string' || typeof id === 'number'
}

function invalid(reason: string): RpcError {
  return new RpcError(errorCode.invalidRequest, `invalid request: ${reason}`)
}
