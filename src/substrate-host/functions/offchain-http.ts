import { encodeVector } from '../../primitives/scale/encode.ts'
import { ScaleReader } from '../../primitives/scale/scale-reader.ts'
import type { GuestHost } from '../runtime/guest-host.ts'
import type { HostFunction, HostFunctions, HostType } from './host-function.ts'
import { worker } from './offchain.ts'

/** `Err(())`, `Err(HttpError::Invalid)` and an empty vector. */
const ERROR = Uint8Array.of(1)
const INVALID = Uint8Array.of(1, 3)
const NO_HEADERS = Uint8Array.of(0)
/** `HttpRequestStatus::Invalid`. */
const INVALID_STATUS = Uint8Array.of(2)
const REQUEST_ID_LENGTH = 2

/**
 * HTTP of off-chain workers. What a chain does here must not depend on the network: no request is begun, so none is known.
 * @see https://spec.polkadot.network/chap-host-api#sect-offchain-api
 */
export const offchainHttpFunctions: HostFunctions = {
  ext_offchain_http_request_start_version_1: refuses(['i64', 'i64', 'i64'], ERROR),
  ext_offchain_http_request_add_header_version_1: refuses(['i32', 'i64', 'i64'], ERROR),
  ext_offchain_http_request_write_body_version_1: refuses(['i32', 'i64', 'i64'], INVALID),
  ext_offchain_http_response_wait_version_1: {
    parameters: ['i64', 'i64'],
    result: 'i64',
    bind:
      (host) =>
      (ids = 0, length = 0) => {
        worker(host)
        return host.giveSized(encodeVector(readIds(host, ids, length).map(() => INVALID_STATUS)))
      },
  },
  ext_offchain_http_response_headers_version_1: refuses(['i32'], NO_HEADERS),
  ext_offchain_http_response_read_body_version_1: refuses(['i32', 'i64', 'i64'], INVALID),
}

function refuses(parameters: readonly HostType[], answer: Uint8Array): HostFunction {
  return {
    parameters,
    result: 'i64',
    bind: (host) => () => {
      worker(host)
      return host.giveSized(answer)
    },
  }
}

function readIds(host: GuestHost, pointer: number, length: number): readonly Uint8Array[] {
  const bytes = host.memory.copy(pointer >>> 0, length >>> 0)
  const reader = new ScaleReader(bytes, 'Vec<HttpRequestId>')
  return reader.list(() => reader.fixed(REQUEST_ID_LENGTH))
}
