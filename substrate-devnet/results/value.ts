import type { Json } from '../../src/json-rpc/json.ts'
import { toHex } from '../../src/primitives/hex.ts'

/** Bytes as hex; null where there are none. */
export function hexOrNull(value: Uint8Array | undefined): Json {
  return value === undefined ? null : toHex(value)
}

/** Several, as hex. */
export function hexList(values: readonly Uint8Array[]): Json {
  return values.map(toHex)
}

/** A JSON value as it is. */
export function asIs(value: Json): Json {
  return value
}
