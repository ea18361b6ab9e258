import type { Json } from '../../src/json-rpc/json.ts'
import { type Hex, toHex } from '../../src/primitives/hex.ts'

/** A quantity: hex without leading zeros. */
export function quantity(value: bigint | number): Hex {
  return `0x${value.toString(16)}`
}

/** Unformatted data: hex, two digits a byte. */
export function data(bytes: Uint8Array): Hex {
  return toHex(bytes)
}

/** The value as it is. */
export function json(value: Json): Json {
  return value
}

/** null for what is not there, else what `encode` makes of it. */
export function nullable<T>(encode: (value: T) => Json): (value: T | undefined) => Json {
  return (value) => (value === undefined ? null : encode(value))
}

/** An array of what `encode` makes of the elements. */
export function listOf<T>(encode: (value: T) => Json): (values: readonly T[]) => Json {
  return (values) => values.map((value) => encode(value))
}
