/** The smaller of two bigints. */
export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

/** The larger of two bigints. */
export function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
