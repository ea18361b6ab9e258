import { concatBytes } from '../../primitives/concat-bytes.ts'
import { compactLength, writeCompact } from '../../primitives/scale/compact.ts'
import type { Removal } from '../overlay/removal.ts'

/** `KillStorageResult`: whether all were removed, and the keys of the state below that were gone through. */
export function encodeKillResult({ cursor, loops }: Removal): Uint8Array {
  const encoded = new Uint8Array(5)
  encoded[0] = cursor === undefined ? 0 : 1
  new DataView(encoded.buffer).setUint32(1, loops, true)
  return encoded
}

/** `MultiRemovalResults`: the cursor to go on with, and the three counts. */
export function encodeRemoval({ cursor, backend, unique, loops }: Removal): Uint8Array {
  const counts = new Uint8Array(12)
  const view = new DataView(counts.buffer)
  view.setUint32(0, backend, true)
  view.setUint32(4, unique, true)
  view.setUint32(8, loops, true)
  if (cursor === undefined) return concatBytes([Uint8Array.of(0), counts])
  const header = new Uint8Array(1 + compactLength(cursor.length))
  header[0] = 1
  writeCompact(header, 1, cursor.length)
  return concatBytes([header, cursor, counts])
}
