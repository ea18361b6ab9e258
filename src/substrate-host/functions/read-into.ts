import type { GuestHost } from '../runtime/guest-host.ts'

/**
 * Copies `value` from `offset` on to the runtime's buffer, as much as goes in; gives back how long the value is from
 * `offset` on, `undefined` without a value.
 */
export function readInto(
  host: GuestHost,
  value: Uint8Array | undefined,
  out: number,
  outLength: number,
  offset: number,
): number | undefined {
  const target = host.memory.view(out >>> 0, outLength >>> 0)
  if (value === undefined) return undefined
  const rest = value.subarray(Math.min(offset >>> 0, value.length))
  target.set(rest.length > target.length ? rest.subarray(0, target.length) : rest)
  return rest.length
}
