import { compactLength, readCompact, writeCompact } from '../../primitives/scale/compact.ts'
import { MalformedScaleError } from '../../primitives/scale/malformed-scale-error.ts'
import type { GuestHost } from '../runtime/guest-host.ts'

/** `None` of any SCALE option. */
const NONE = Uint8Array.of(0)

/** Gives the runtime an `Option<Vec<u8>>`. */
export function giveOptionalBytes(host: GuestHost, value: Uint8Array | undefined): number {
  if (value === undefined) return host.giveSized(NONE)
  const header = 1 + compactLength(value.length)
  const pointer = host.heap.allocate(header + value.length)
  const { bytes } = host.memory
  bytes[pointer] = 1
  writeCompact(bytes, pointer + 1, value.length)
  bytes.set(value, pointer + header)
  return host.wide(pointer, header + value.length)
}

/** Gives the runtime an `Option<u32>`. */
export function giveOptionalNumber(host: GuestHost, value: number | undefined): number {
  if (value === undefined) return host.giveSized(NONE)
  const pointer = host.heap.allocate(5)
  const { data } = host.memory
  data.setUint8(pointer, 1)
  data.setUint32(pointer + 1, value, true)
  return host.wide(pointer, 5)
}

/**
 * An `Option<u32>` that the runtime passed.
 * @throws MalformedScaleError
 */
export function readOptionalNumber(
  host: GuestHost,
  pointer: number,
  length: number,
): number | undefined {
  const bytes = host.memory.view(pointer, length)
  if (bytes[0] === 0) return undefined
  if (bytes[0] !== 1 || length < 5) throw new MalformedScaleError('an Option<u32>', 0)
  return host.memory.data.getUint32(pointer + 1, true)
}

/**
 * An `Option<Vec<u8>>` that the runtime passed, as a copy.
 * @throws MalformedScaleError
 */
export function readOptionalBytes(
  host: GuestHost,
  pointer: number,
  length: number,
): Uint8Array | undefined {
  const bytes = host.memory.copy(pointer, length)
  if (bytes[0] === 0) return undefined
  const size = bytes[0] === 1 ? readCompact(bytes, 1) : undefined
  if (size === undefined || 1 + size.length + size.value > length) {
    throw new MalformedScaleError('an Option<Vec<u8>>', 0)
  }
  return bytes.subarray(1 + size.length, 1 + size.length + size.value)
}
