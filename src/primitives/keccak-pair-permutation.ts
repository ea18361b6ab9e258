import { LANES, rotationOffsets } from './keccak-permutation.ts'
import { type Code, i32Const, localGet, localSet, simd } from './kernel-code.ts'

/** Locals, all of type v128, that a round of two states uses on top of the 25 pairs of lanes. */
export const PAIR_SCRATCH_LENGTH = LANES + 10

/**
 * Code of one round of keccak-f[1600] on two states at once, in place: lane `i` of one and lane `i` of the other are
 * the halves of one vector.
 *
 * The pairs of lanes are the locals from `lanes` on, `scratch` is the first of `PAIR_SCRATCH_LENGTH` others, and
 * `roundConstant` leaves the constant of ι on the stack, in both halves. No lane is held complemented: vectors have an
 * and-not.
 * @see https://nvlpubs.nist.gov/nistpubs/FIPS/NIST.FIPS.202.pdf section 3.2
 */
export function pairRound(lanes: number, scratch: number, roundConstant: Code): Code {
  const effect = scratch
  const column = scratch + 5
  const moved = scratch + 10
  return [
    ...theta(lanes, effect, column),
    ...rhoPi(lanes, effect, moved),
    ...chi(lanes, moved),
    ...[...localGet(lanes), ...roundConstant, ...simd.xor, ...localSet(lanes)],
  ]
}

const columns = [0, 1, 2, 3, 4]
const positions = Array.from({ length: LANES }, (_, lane) => lane)

/** θ without its end: D[x] = C[x - 1] ^ rotl(C[x + 1], 1), where C[x] = A[x, 0] ^ … ^ A[x, 4]. */
function theta(lanes: number, effect: number, column: number): Code {
  const parities = columns.flatMap((x) => [
    ...localGet(lanes + x),
    ...columns.slice(1).flatMap((y) => [...localGet(lanes + x + 5 * y), ...simd.xor]),
    ...localSet(column + x),
  ])
  const effects = columns.flatMap((x) => [
    ...localGet(column + ((x + 4) % 5)),
    ...rotated(localGet(column + ((x + 1) % 5)), 1),
    ...[...simd.xor, ...localSet(effect + x)],
  ])
  return [...parities, ...effects]
}

/** The end of θ, then ρ and π: B[y, 2x + 3y] = rotl(A[x, y] ^ D[x], r[x, y]). */
function rhoPi(lanes: number, effect: number, moved: number): Code {
  return positions.flatMap((lane) => {
    const [x, y] = [lane % 5, Math.floor(lane / 5)]
    const target = moved + y + 5 * ((2 * x + 3 * y) % 5)
    const mixed = [...localGet(lanes + lane), ...localGet(effect + x), ...simd.xor]
    const offset = rotationOffsets[lane] ?? 0
    if (offset === 0) return [...mixed, ...localSet(target)]
    // The target holds the value until it is rotated: a rotation reads its operand twice.
    return [
      ...[...mixed, ...localSet(target)],
      ...[...rotated(localGet(target), offset), ...localSet(target)],
    ]
  })
}

/** χ: A[x, y] = B[x, y] ^ (~B[x + 1, y] & B[x + 2, y]). */
function chi(lanes: number, moved: number): Code {
  return positions.flatMap((lane) => {
    const plane = lane - (lane % 5)
    const after = (step: number): Code => localGet(moved + plane + ((lane + step) % 5))
    return [
      ...[...after(0), ...after(2), ...after(1), ...simd.andNot, ...simd.xor],
      ...localSet(lanes + lane),
    ]
  })
}

/** `value` with both halves rotated left. There is no such instruction, but one that moves whole bytes. */
function rotated(value: Code, offset: number): Code {
  if (offset % 8 === 0) return [...value, ...value, ...simd.shuffle(rotatedBytes(offset / 8))]
  return [
    ...[...value, ...i32Const(offset), ...simd.shiftLeft],
    ...[...value, ...i32Const(64 - offset), ...simd.shiftRight, ...simd.or],
  ]
}

function rotatedBytes(count: number): Code {
  return Array.from({ length: 16 }, (_, i) => (i & 8) | ((i + 8 - count) & 7))
}
