/** Bytes of a SCALE compact integer below 2^30, enough for any length here. */
export function compactLength(value: number): number {
  if (value < 64) return 1
  return value < 16_384 ? 2 : 4
}

/** Writes `value` (below 2^30) at `at`; returns where the next byte goes. */
export function writeCompact(target: Uint8Array, at: number, value: number): number {
  const length = compactLength(value)
  // The lowest two bits say the length: 0, 1 and 2 for 1, 2 and 4 bytes.
  let rest = value * 4 + (length >> 1)
  for (let i = 0; i < length; i++) {
    target[at + i] = rest & 0xff
    rest = Math.floor(rest / 256)
  }
  return at + length
}
