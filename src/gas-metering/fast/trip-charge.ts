import type { CountedLoop } from './counted-loop.ts'
import type { FastWalk } from './fast-walk.ts'

/**
 * Charges all trips of a counted loop but the last before it is entered; the last trip stays pending, as straight code.
 *
 * The counter c goes through c + s, c + 2s, ... modulo 2^32 until it equals e. With s = o * 2^k, o odd, that is after t
 * trips where t = (e - c) / 2^k * o^-1 modulo 2^(32-k), and t = 2^(32-k) instead of 0; if 2^k does not divide e - c, it
 * never ends, so it ends as out of gas. With d = (e - c) * o^-1 modulo 2^32, t - 1 = (d - 2^k) >>> k for all of them.
 */
export function emitTripCharge(walk: FastWalk, loop: CountedLoop, row: number): void {
  const { out } = walk
  const { code } = out
  const k = Math.clz32(1) - Math.clz32(loop.step & -loop.step)
  const inverse = inverseOfOdd(loop.step >> k)
  const distance = out.scratch()
  pushDistance(walk, loop)
  if (inverse !== 1) code.i32Const(inverse).op('i32.mul')
  code
    .i32Const(1 << k)
    .op('i32.sub')
    .localSet(distance)
  if (k > 0) {
    code
      .localGet(distance)
      .i32Const((1 << k) - 1)
      .op('i32.and')
    out.failIf(walk.depth)
    code.localGet(distance).i32Const(k).op('i32.shr_u').localSet(distance)
  }
  out.chargeCount(tripUnits(walk, row, loop.backEdge), distance)
  out.check(walk.depth)
}

/** Leaves `end - counter`. */
function pushDistance(walk: FastWalk, { counter, end }: CountedLoop): void {
  const { code } = walk.out
  if (end.kind === 'constant') code.i32Const(end.value)
  else code.localGet(walk.localIndex(end.index))
  code.localGet(walk.localIndex(counter)).op('i32.sub')
}

/** Units of the rows behind the `loop` up to its back edge. */
function tripUnits({ table, context }: FastWalk, loopRow: number, backEdge: number): number {
  let units = 0
  for (let row = loopRow + 1; row <= backEdge; row++) {
    units += context.costs.units[table.opcode[row] as number] as number
  }
  return units
}

/** The x with `odd * x = 1` modulo 2^32: Newton's iteration doubles the right bits, from the 3 that `odd` itself has. */
function inverseOfOdd(odd: number): number {
  let x = odd
  for (let bits = 3; bits < 32; bits *= 2) x = Math.imul(x, 2 - Math.imul(odd, x))
  return x
}
