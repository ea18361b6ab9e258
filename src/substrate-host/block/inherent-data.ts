import { concatBytes } from '../../primitives/concat-bytes.ts'
import { encodeBytes, encodeUint, encodeVector } from '../../primitives/scale/encode.ts'

/** What block authors give to the runtime, by the eight bytes that name it. */
export interface Inherent {
  readonly identifier: string
  /** SCALE. */
  readonly value: Uint8Array
}

/** The time of a block, in ms since 1970, for pallet-timestamp. */
export function timestampInherent(timestampMs: number): Inherent {
  return { identifier: 'timstap0', value: encodeUint(BigInt(timestampMs), 8) }
}

/** SCALE `InherentData`: a map, in the order of the identifiers. */
export function encodeInherentData(inherents: readonly Inherent[]): Uint8Array {
  const sorted = [...inherents].sort((left, right) => (left.identifier < right.identifier ? -1 : 1))
  const ascii = new TextEncoder()
  return encodeVector(
    sorted.map(({ identifier, value }) =>
      concatBytes([ascii.encode(identifier), encodeBytes(value)]),
    ),
  )
}
