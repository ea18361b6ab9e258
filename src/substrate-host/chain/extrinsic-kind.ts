import { readCompact } from '../../primitives/scale/compact.ts'

/** Bits of the byte behind the length: version 4 has one for signatures, version 5 has two for its three kinds. */
const KIND_MASK = 0b1100_0000

/** Whether an encoded extrinsic has somebody behind it: it is no inherent and no unsigned call. */
export function isSigned(extrinsic: Uint8Array): boolean {
  const first = extrinsic[readCompact(extrinsic, 0)?.length ?? 0] ?? 0
  return (first & KIND_MASK) !== 0
}
