import type { ReadOperation } from './sidecar-protocol.ts'
import { readOperation } from './sidecar-protocol.ts'
import { SidecarProtocolError } from './sidecar-protocol-error.ts'

/** A read of the node's storage. */
export interface ReadRequest {
  readonly operation: ReadOperation
  readonly key: Uint8Array
}

/** Reads for a message, as the side that has the storage does them. */
export type AnswerRead = (
  request: ReadRequest,
) => Uint8Array | undefined | Promise<Uint8Array | undefined>

/** The payload of `read`. */
export function encodeReadRequest({ operation, key }: ReadRequest): Uint8Array {
  const payload = new Uint8Array(1 + key.length)
  payload[0] = readOperation[operation]
  payload.set(key, 1)
  return payload
}

/** @throws SidecarProtocolError */
export function decodeReadRequest(payload: Uint8Array): ReadRequest {
  const [byte] = payload
  const key = payload.subarray(1)
  if (byte === readOperation.get) return { operation: 'get', key }
  if (byte === readOperation.nextKey) return { operation: 'nextKey', key }
  throw new SidecarProtocolError(`A read of kind ${byte}.`)
}

/** The payload of `value`. */
export function encodeReadValue(value: Uint8Array | undefined): Uint8Array {
  if (value === undefined) return Uint8Array.of(0)
  const payload = new Uint8Array(1 + value.length)
  payload[0] = 1
  payload.set(value, 1)
  return payload
}

/** @throws SidecarProtocolError */
export function decodeReadValue(payload: Uint8Array): Uint8Array | undefined {
  const [byte] = payload
  if (byte === 0 && payload.length === 1) return undefined
  if (byte === 1) return payload.subarray(1)
  throw new SidecarProtocolError('A value that is neither there nor not.')
}
