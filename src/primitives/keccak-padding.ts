import {
  type Code,
  i32Const,
  i64Const,
  i64Load,
  i64Store,
  localGet,
  localSet,
  localTee,
  op,
} from './kernel-code.ts'

/** Bytes that one application of the permutation absorbs: 1600 bits less twice the 256 of the digest. */
export const KECCAK_RATE = 136

const RATE_LANES = KECCAK_RATE / 8
// The last bit of a lane, as a signed number.
const LAST_BIT = -(2n ** 63n)

/** The locals, all of type i32, that padding works on. */
export interface PaddedMessage {
  readonly source: number
  /** In bytes; becomes that of the whole blocks. */
  readonly length: number
  readonly scratch: number
}

/**
 * Code that pads a message to whole blocks where it lies: 0x01, zeros, and 0x80 in the last byte (which may be the same).
 *
 * In stores as wide as the loads that absorb them, which otherwise wait until a narrower store has left the core.
 */
export function pad({ source, length, scratch }: PaddedMessage): Code {
  const lanes = Array.from({ length: RATE_LANES }, (_, lane) => lane)
  return [
    ...[...localGet(source), ...localGet(length), op.i32_add, ...localSet(scratch)],
    ...lanes.flatMap((lane) => [
      ...[...localGet(scratch), ...i64Const(lane === 0 ? 1n : 0n), ...i64Store(8 * lane)],
    ]),
    ...[...localGet(length), ...i32Const(KECCAK_RATE), op.i32_div_u, ...i32Const(1), op.i32_add],
    ...[...i32Const(KECCAK_RATE), op.i32_mul, ...localTee(length)],
    ...[...localGet(source), op.i32_add, ...i32Const(8), op.i32_sub, ...localTee(scratch)],
    ...[...localGet(scratch), ...i64Load(0), ...i64Const(LAST_BIT), op.i64_or, ...i64Store(0)],
  ]
}
