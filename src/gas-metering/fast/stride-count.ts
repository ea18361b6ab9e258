import type { CountedLoop } from './counted-loop.ts'
import type { FastWalk } from './fast-walk.ts'
import { pushDifference, pushEnd } from './trip-charge.ts'

/**
 * For a loop that arrives unless it wraps: leaves 1 when its counter surely does not wrap around, else 0.
 *
 * The last value that is tested is at most `end + stride - 1` for `<`, at most `end + stride` for `<=`: if that is not
 * beyond 2^32 (or 2^31, signed), nothing wraps. For `>` and `>=` the same downwards. A stride of 0 never gets there.
 */
export function emitArrives(walk: FastWalk, loop: CountedLoop): void {
  const { code } = walk.out
  const [order, type] = [loop.comparison.slice(0, 2), loop.comparison.slice(3) as 'u' | 's']
  pushEnd(walk, loop)
  pushStride(walk, loop)
  if (isStrict(loop)) code.i32Const(1).op('i32.sub')
  code.op(order.startsWith('l') ? 'i32.add' : 'i32.sub')
  pushEnd(walk, loop)
  code.op(order.startsWith('l') ? `i32.ge_${type}` : `i32.le_${type}`)
  if (loop.step.kind === 'constant') return
  pushStride(walk, loop)
  code.i32Const(0).op('i32.ne').op('i32.and')
}

/**
 * Puts the number of ways back into a local and returns it. The loop arrives.
 *
 * With f the first value tested and s the stride, `<` goes back f < e ? (e - f - 1) / s + 1 : 0 times, `<=` goes back
 * f <= e ? (e - f) / s + 1 : 0 times, and `>` and `>=` alike with f - e.
 */
export function emitStrideCount(walk: FastWalk, loop: CountedLoop): number {
  const { out } = walk
  const { code } = out
  const first = out.scratch()
  code.localGet(walk.localIndex(loop.counter))
  if (loop.tests === 'stepped') {
    pushStride(walk, loop)
    code.op(loop.comparison.startsWith('l') ? 'i32.add' : 'i32.sub')
  }
  code.localSet(first)
  pushDifference(walk, loop, first)
  if (isStrict(loop)) code.i32Const(1).op('i32.sub')
  pushStride(walk, loop)
  code.op('i32.div_u').i32Const(1).op('i32.add')
  code.i32Const(0).localGet(first)
  pushEnd(walk, loop)
  code.op(`i32.${loop.comparison}`).op('select').localSet(first)
  return first
}

function isStrict({ comparison }: CountedLoop): boolean {
  return comparison.startsWith('lt') || comparison.startsWith('gt')
}

function pushStride(walk: FastWalk, { step }: CountedLoop): void {
  const { code } = walk.out
  if (step.kind === 'constant') code.i32Const(Math.abs(step.value) | 0)
  else code.localGet(walk.localIndex(step.index))
}
